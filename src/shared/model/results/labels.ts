import type { Segment, Tag } from './task.ts'
import { field, isFields, list, number, text, type Fields } from './value.ts'

/** `{auto: {label: 0..100}, user: null or {…}}`, ranked; null when it is not of this form. */
export function readTags(
  value: unknown,
): { readonly auto: readonly Tag[]; readonly user: readonly Tag[] } | null {
  if (!isFields(value)) return null
  const auto = field(value, 'auto')
  const user = field(value, 'user')
  if (auto === undefined && user === undefined) return null
  const ranked = labels(auto)
  const given = labels(user)
  return ranked === null || given === null ? null : { auto: ranked, user: given }
}

/** Segments with readable times, in their order; null when the value is no list or one of them has no times. */
export function readSegments(value: unknown): readonly Segment[] | null {
  if (!Array.isArray(value)) return null
  const segments = value.map(segment)
  return segments.every((found) => found !== null) ? segments : null
}

function labels(value: unknown): readonly Tag[] | null {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) {
    const names = list(value).map((name) => (typeof name === 'string' ? name : null))
    return names.every((name) => name !== null) ? names.map((label) => ({ label, confidence: null })) : null
  }
  if (!isFields(value)) return null
  const tags = Object.entries(value).map(([label, sure]) => ({ label, confidence: number(sure) }))
  return tags.toSorted((a, b) => (b.confidence ?? -1) - (a.confidence ?? -1) || compare(a.label, b.label))
}

function segment(value: unknown): Segment | null {
  if (!isFields(value)) return null
  const startMs = number(field(value, 'start_offset'))
  const endMs = number(field(value, 'end_offset'))
  if (startMs === null || endMs === null) return null
  return { label: label(value), confidence: number(field(value, 'confidence')), startMs, endMs }
}

function label(value: Fields): string | null {
  return text(field(value, 'name')) ?? text(field(value, 'label'))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
