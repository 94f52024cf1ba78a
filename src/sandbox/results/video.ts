import type { Json } from '#sandbox/json.ts'
import { between, pick, type Random } from '#sandbox/random.ts'
import { tagSet } from './tags.ts'
import type { Task } from './task.ts'

const SCENES = ['interview', 'street', 'crowd', 'animation', 'title card', 'landscape'] as const

export const videoSfw: Task = ({ flagged, random }) => ({
  data: {
    sfw: !flagged,
    details: { unsafe_segments: flagged ? segments(random, between(random, 1, 4)) : [] },
  },
})

export const videoTags: Task = (context) => {
  const { random } = context
  const named = segments(random, between(random, 2, 6)).map((segment) => ({
    name: pick(random, SCENES),
    ...segment,
  }))
  return { data: { tags: tagSet(context), details: { tags: named } } }
}

/** A value of no documented shape, for all that clients have to show without knowing it. */
export const custom: Task = ({ flagged, random, source }) => ({
  verdict: flagged ? 'brand seen' : 'nothing found',
  score: between(random, 0, 1000) / 1000,
  looked_at: [source, { frames: between(random, 10, 400), skipped: null }],
})

/** Segments one after another; offsets in ms. */
function segments(random: Random, count: number): { readonly [key: string]: Json }[] {
  let at = 0
  return Array.from({ length: count }, () => {
    const start = at + between(random, 1000, 60_000)
    const end = start + between(random, 1000, 15_000)
    at = end
    return { confidence: between(random, 70, 99), start_offset: start, end_offset: end }
  })
}
