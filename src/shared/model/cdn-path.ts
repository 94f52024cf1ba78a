import { textFromBase64, unescaped } from './policy-base64.ts'

/** One processing step of a CDN path, `name=key:value,key:value`, or the name alone. */
export interface CdnTask {
  readonly name: string
  readonly args: Readonly<Record<string, string>>
}

/** What stands before the source of a CDN path, and the source as it is written. */
export interface CdnSteps {
  readonly apiKey: string | null
  readonly tasks: readonly CdnTask[]
  readonly rest: string
}

/**
 * The published tasks. Each may stand without parameters; a bare segment of another name is no task, and with it the path
 * is one that this grammar does not explain.
 */
const TASK_NAMES: ReadonlySet<string> = new Set(
  (
    'animate ascii audio_convert auto_image blackwhite blur blur_faces border cache caption circle collage compress ' +
    'copyright crop crop_faces debug detect_faces doc_detection doc_to_images enhance exif fallback flip flop image_sentiment ' +
    'imagesize metadata minify_css minify_js modulate monochrome negative no_metadata ocr oil_paint output partial_blur ' +
    'partial_pixelate pdfconvert pdfcreate pdfinfo phishing_detection pixelate pixelate_faces pjpg polaroid preview ' +
    'progressive quality read redeye resize rotate round_corners rounded_corners run_workflow sentiment sepia sfw shadow ' +
    'sharpen smart_crop store svg_convert tags text_sentiment torn_edges transcode upscale urlscreenshot video_convert ' +
    'video_sfw video_tagging vignette virus_detection watermark webvideo workflow_status zip'
  ).split(' '),
)

const TASK_NAME = /^[a-z][a-z0-9_]*$/i
/** A source in its own right: whatever stands behind it belongs to it. */
const BEGINS_SOURCE = /^(?:"|%22|(?:https?|src|wf|b64)(?::|%3A)(?:\/|%2F){2})/i
/** Marks within parameters: quotes and brackets, percent-encoded or not, and the slash that ends a segment. */
const MARKS = /"|%22|\[|%5B|\(|%28|\]|%5D|\)|%29|\//gi
/** No path of a service has more steps. */
const MAX_STEPS = 64

/**
 * Reads a CDN path from its beginning: `[key/]task[=parameters]/…/source`. Slashes within quotes and brackets of parameters
 * are theirs. Null: an escape is broken.
 */
export function readCdnPath(path: string): CdnSteps | null {
  const tasks: CdnTask[] = []
  let apiKey: string | null = null
  let rest = path
  for (let place = 0; place < MAX_STEPS && !BEGINS_SOURCE.test(rest); place += 1) {
    const end = segmentEnd(rest)
    const segment = unescaped(end === -1 ? rest : rest.slice(0, end))
    if (segment === null) return null
    const after = end === -1 ? '' : rest.slice(end + 1)
    const packed = segment === 'b64' ? packedTasks(after) : null
    const task = readTask(segment, end !== -1)
    if (packed !== null) {
      tasks.push(...packed.tasks)
      rest = packed.rest
      continue
    }
    if (task !== null) tasks.push(task)
    else if (place === 0 && after !== '' && /^[^:=%.]+$/.test(segment)) apiKey = segment
    else break
    rest = after
  }
  return { apiKey, tasks, rest }
}

/** Where the first segment ends: at the first slash outside of the quotes and brackets of its parameters. */
function segmentEnd(path: string): number {
  const slash = path.indexOf('/')
  if (slash === -1) return slash
  const equals = path.search(/=|%3D/i)
  if (equals === -1 || equals > slash) return slash
  let depth = 0
  let isQuoted = false
  MARKS.lastIndex = equals
  for (let mark = MARKS.exec(path); mark !== null; mark = MARKS.exec(path)) {
    const [found] = mark
    if (found === '"' || found === '%22') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (found === '/') {
      if (depth === 0) return mark.index
    } else depth += /^(?:\[|%5B|\(|%28)$/i.test(found) ? 1 : -1
  }
  // Nothing closes what was opened: it was no bracket of parameters.
  return slash
}

function readTask(segment: string, isFollowed: boolean): CdnTask | null {
  const equals = segment.indexOf('=')
  if (equals < 0) return isFollowed && TASK_NAMES.has(segment) ? { name: segment, args: {} } : null
  const name = segment.slice(0, equals)
  return TASK_NAME.test(name) ? { name, args: readArgs(segment.slice(equals + 1)) } : null
}

/** `key:value` pairs; commas within quotes and brackets belong to the value. */
function readArgs(text: string): Readonly<Record<string, string>> {
  const args: Record<string, string> = {}
  for (const pair of /["[(]/.test(text) ? splitPairs(text) : text.split(',')) {
    const colon = pair.indexOf(':')
    if (colon > 0) args[pair.slice(0, colon)] = pair.slice(colon + 1)
  }
  return args
}

function splitPairs(text: string): readonly string[] {
  const pairs: string[] = []
  let from = 0
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (letter === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (letter === '[' || letter === '(') depth += 1
    else if (letter === ']' || letter === ')') depth -= 1
    else if (letter === ',' && depth <= 0) {
      pairs.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...pairs, text.slice(from)]
}

/** `b64/<base64 of [{"name": "resize", "params": {…}}]>`: all tasks in one segment, as the SDKs write long chains. */
function packedTasks(rest: string): { readonly tasks: readonly CdnTask[]; readonly rest: string } | null {
  const slash = rest.indexOf('/')
  if (slash === -1) return null
  const text = textFromBase64(unescaped(rest.slice(0, slash)) ?? '')
  const tasks = text === null ? null : tasksIn(text)
  return tasks === null ? null : { tasks, rest: rest.slice(slash + 1) }
}

function tasksIn(json: string): readonly CdnTask[] | null {
  try {
    const listed: unknown = JSON.parse(json)
    if (!Array.isArray(listed)) return null
    return listed.flatMap((task: unknown): readonly CdnTask[] =>
      typeof task === 'object' && task !== null && 'name' in task && typeof task.name === 'string'
        ? [{ name: task.name, args: {} }]
        : [],
    )
  } catch {
    return null
  }
}
