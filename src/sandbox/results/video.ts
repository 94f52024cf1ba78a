import type { Json } from '#sandbox/json.ts'
import { randomInteger, pick, type Random } from '#sandbox/random.ts'
import { createTagSet } from './tags.ts'
import type { Task } from './task.ts'

const SCENES = ['interview', 'street', 'crowd', 'animation', 'title card', 'landscape'] as const

export const videoSfw: Task = ({ flagged, random }) => ({
  data: {
    sfw: !flagged,
    details: { unsafe_segments: flagged ? createSegments(random, randomInteger(random, 1, 4)) : [] },
  },
})

export const videoTags: Task = (context) => {
  const { random } = context
  const named = createSegments(random, randomInteger(random, 2, 6)).map((segment) => ({
    name: pick(random, SCENES),
    ...segment,
  }))
  return { data: { tags: createTagSet(context), details: { tags: named } } }
}

/** A value of undocumented shape: clients have to show it without knowing it. */
export const custom: Task = ({ flagged, random, source }) => ({
  verdict: flagged ? 'brand seen' : 'nothing found',
  score: randomInteger(random, 0, 1000) / 1000,
  looked_at: [source, { frames: randomInteger(random, 10, 400), skipped: null }],
})

/** Segments one after another; offsets in ms. */
function createSegments(random: Random, count: number): { readonly [key: string]: Json }[] {
  let at = 0
  return Array.from({ length: count }, () => {
    const start = at + randomInteger(random, 1000, 60_000)
    const end = start + randomInteger(random, 1000, 15_000)
    at = end
    return { confidence: randomInteger(random, 70, 99), start_offset: start, end_offset: end }
  })
}
