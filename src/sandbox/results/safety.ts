import { randomInteger } from '#sandbox/random.ts'
import type { Task } from './task.ts'

export const virus: Task = ({ flagged, random }) => ({
  data: {
    infected: flagged,
    infections_list: flagged ? [`content.malicious.sandbox-sample-${randomInteger(random, 100, 999)}`] : [],
  },
})

export const phishing: Task = ({ flagged }) => ({ data: { phishing: flagged } })
