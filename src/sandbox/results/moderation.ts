import { pick } from '#sandbox/random.ts'
import type { Task } from './task.ts'

const LICENSES = ['CC BY 4.0', 'Rights managed', 'Editorial use only'] as const

export const sfw: Task = ({ flagged }) => ({ data: { sfw: !flagged } })

export const copyright: Task = ({ flagged, random }) => ({
  copyright: flagged,
  licenses: flagged ? [{ license: pick(random, LICENSES), owner: 'Example Pictures' }] : [],
})
