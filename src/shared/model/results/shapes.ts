import { readLicences } from './licences.ts'
import { point, readOcr, readTextBlocks } from './ocr.ts'
import { readSegments, readTags } from './labels.ts'
import type { TaskKind, TaskResult } from './task.ts'
import { field, isFields, list, number, text, words, type Fields } from './value.ts'

type Without<T> = T extends unknown ? Omit<T, 'key' | 'pointer'> : never
/** What a value is, before its key and place are said. */
export type Shape = Without<TaskResult>
/** `named` is the kind that the task's key speaks for, where it does. */
type Reader = (value: Fields, named: TaskKind | null) => Shape | null

/** Every shape of docs/filestack-api.md §4. A value that fits several is not clear by its shape alone. */
const READERS: readonly Reader[] = [
  tags,
  sfw,
  caption,
  ocr,
  copyright,
  documentArea,
  documentCorners,
  sentiment,
  virus,
  phishing,
]

/** All that the value may be, by its shape; it stands under `data` or at the top, an output file in both. */
export function recogniseShapes(value: Fields, named: TaskKind | null): readonly Shape[] {
  const inner = field(value, 'data')
  const values = isFields(inner) ? [value, inner] : [value]
  const found = values.flatMap((place) => READERS.map((read) => read(place, named)))
  const produced = file(isFields(inner) ? { ...inner, ...value } : value, named)
  return [...found, produced].filter((shape) => shape !== null)
}

function tags(value: Fields, named: TaskKind | null): Shape | null {
  const found = readTags(field(value, 'tags'))
  if (found === null) return null
  const details = field(value, 'details')
  if (details === undefined || details === null) {
    return named === 'videoTags' ? { kind: 'videoTags', ...found, segments: [] } : { kind: 'tags', ...found }
  }
  const segments = isFields(details) ? readSegments(field(details, 'tags')) : null
  return segments === null ? null : { kind: 'videoTags', ...found, segments }
}

function sfw(value: Fields, named: TaskKind | null): Shape | null {
  const safe = field(value, 'sfw')
  if (typeof safe !== 'boolean') return null
  const details = field(value, 'details')
  if (details === undefined || details === null) {
    return named === 'videoSfw' ? { kind: 'videoSfw', safe, segments: [] } : { kind: 'sfw', safe }
  }
  const segments = isFields(details) ? readSegments(field(details, 'unsafe_segments')) : null
  return segments === null ? null : { kind: 'videoSfw', safe, segments }
}

function caption(value: Fields): Shape | null {
  const found = text(field(value, 'caption'))
  return found === null ? null : { kind: 'caption', caption: found }
}

function ocr(value: Fields, named: TaskKind | null): Shape | null {
  const found = readOcr(value) ?? readTextBlocks(value)
  if (found !== null) return { kind: 'ocr', ...found }
  const plain = text(field(value, 'text'))
  return named === 'ocr' && plain !== null ? { kind: 'ocr', text: plain, areas: [] } : null
}

function copyright(value: Fields, named: TaskKind | null): Shape | null {
  const copyrighted = field(value, 'copyright')
  if (typeof copyrighted !== 'boolean') return named === 'copyright' ? copyrightMatches(value) : null
  const found = list(field(value, 'licenses') ?? field(value, 'licences'))
  return { kind: 'copyright', copyrighted, licences: readLicences(found) }
}

/** An unconfirmed form. Many things have matches: it counts only where the task's key speaks for it. */
function copyrightMatches(value: Fields): Shape | null {
  const matches = field(value, 'matches')
  if (!Array.isArray(matches)) return null
  return { kind: 'copyright', copyrighted: matches.length > 0, licences: readLicences(matches) }
}

function documentArea(value: Fields): Shape | null {
  const coords = field(value, 'coords')
  if (!isFields(coords)) return null
  const x = number(field(coords, 'x'))
  const y = number(field(coords, 'y'))
  const width = number(field(coords, 'width'))
  const height = number(field(coords, 'height'))
  if (x === null || y === null || width === null || height === null) return null
  return { kind: 'documentArea', x, y, width, height }
}

/** An unconfirmed form. */
function documentCorners(value: Fields): Shape | null {
  const detected = field(value, 'detected')
  const found = field(value, 'corners')
  if (typeof detected !== 'boolean' || (found !== null && !Array.isArray(found))) return null
  const corners = list(found).map(point)
  return {
    kind: 'documentCorners',
    detected,
    corners: corners.every((corner) => corner !== null) ? corners : [],
  }
}

/** An unconfirmed form. */
function sentiment(value: Fields): Shape | null {
  const found = text(field(value, 'sentiment'))
  const confidence = number(field(value, 'confidence'))
  return found === null || confidence === null ? null : { kind: 'sentiment', sentiment: found, confidence }
}

function virus(value: Fields): Shape | null {
  const infected = field(value, 'infected')
  if (typeof infected !== 'boolean') return null
  return { kind: 'virus', infected, infections: list(field(value, 'infections_list')).map(words) }
}

function phishing(value: Fields): Shape | null {
  const found = field(value, 'phishing')
  return typeof found === 'boolean' ? { kind: 'phishing', phishing: found } : null
}

function file(value: Fields, named: TaskKind | null): Shape | null {
  const url = text(field(value, 'url'))
  if (url === null || !/^https?:\/\/./i.test(url)) return null
  const mimetype = text(field(value, 'mimetype'))
  const size = number(field(value, 'size'))
  const handle = text(field(value, 'handle'))
  if (mimetype === null && size === null && handle === null && named !== 'file') return null
  return {
    kind: 'file',
    url,
    mimetype,
    size,
    handle,
    filename: text(field(value, 'filename')),
    container: text(field(value, 'container')),
    storageKey: text(field(value, 'key')),
  }
}
