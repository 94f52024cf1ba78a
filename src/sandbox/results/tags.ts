import { randomInteger, sample } from '#sandbox/random.ts'
import type { Json } from '#sandbox/json.ts'
import type { Task, TaskContext } from './task.ts'

const LABELS = [
  'abstract',
  'animal',
  'architecture',
  'bag',
  'beach',
  'bicycle',
  'building',
  'business',
  'chair',
  'city',
  'clothing',
  'coffee',
  'colour',
  'desktop',
  'dog',
  'face',
  'fashion',
  'flower',
  'food',
  'forest',
  'furniture',
  'glass',
  'hand',
  'illustration',
  'indoor',
  'interior',
  'jewellery',
  'kitchen',
  'landscape',
  'leather',
  'light',
  'logo',
  'mountain',
  'nature',
  'outdoor',
  'pattern',
  'people',
  'plant',
  'portrait',
  'product',
  'round out',
  'shoe',
  'sign',
  'sky',
  'street',
  'symbol',
  'table',
  'text',
  'tree',
  'vehicle',
  'water',
  'window',
  'wood',
] as const

export const tags: Task = (context) => ({ data: { tags: createTagSet(context) } })

/** Labels in alphabetical order, as the service lists them; some sources have labels from a person, too. */
export function createTagSet({ random }: TaskContext): Json {
  const labels = sample(random, LABELS, randomInteger(random, 6, 20)).toSorted()
  const auto = Object.fromEntries(labels.map((label) => [label, randomInteger(random, 60, 99)]))
  return { auto, user: random() < 0.15 ? { catalogue: 100 } : null }
}
