import { recogniseShapes, type Shape } from './shapes.ts'
import type { TaskKind, TaskResult } from './task.ts'
import { isFields } from './value.ts'

/** What the portal's default task names speak for, `<action>_<ms>`. Only asked where the shape leaves a doubt. */
const ACTIONS: Readonly<Record<string, TaskKind>> = {
  tags: 'tags',
  sfw: 'sfw',
  caption: 'caption',
  ocr: 'ocr',
  copyright: 'copyright',
  doc_detection: 'documentArea',
  virus_detection: 'virus',
  phishing_detection: 'phishing',
  video_tagging: 'videoTags',
  video_sfw: 'videoSfw',
  transforms: 'file',
  transform: 'file',
  store: 'file',
  video_convert: 'file',
}

/**
 * The tasks of a status answer's `results`, in its order: recognised by the value's shape first, by the key second.
 * Whatever is unclear is `unknown`; nothing is left out, and no value makes it throw.
 */
export function readResults(results: unknown): readonly TaskResult[] {
  if (typeof results !== 'object' || results === null) return []
  return Object.entries(results).map(([key, value]) => ({
    ...readTask(key, value),
    key,
    pointer: `/results/${escaped(key)}`,
  }))
}

function readTask(key: string, value: unknown): Shape {
  const unknown: Shape = { kind: 'unknown', value }
  if (!isFields(value)) return unknown
  const named = kindOfKey(key)
  const shapes = recogniseShapes(value, named)
  if (shapes.length === 1) return shapes[0] ?? unknown
  const fitting = shapes.filter((shape) => shape.kind === named)
  return fitting.length === 1 ? (fitting[0] ?? unknown) : unknown
}

function kindOfKey(key: string): TaskKind | null {
  const action = key.toLowerCase().replace(/_(?:\d+|task)$/, '')
  return Object.hasOwn(ACTIONS, action) ? (ACTIONS[action] ?? null) : null
}

/** One step of an RFC 6901 pointer. */
function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1')
}
