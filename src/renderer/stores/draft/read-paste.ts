import { request } from '#renderer/client/index.ts'
import { createTurn } from '#renderer/lib/yield-to-browser.ts'
import type { ListRow } from '#shared/model/source-list.ts'
import type { Connection } from '#shared/model/connection.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import type { PastedLine, RecognitionContext } from '#shared/model/recognition.ts'

/** Lines recognised between two looks at the clock. */
const LINES_AT_ONCE = 100
/** Words asked about in one request: more would hold up the window while they are handed over. */
const WORDS_AT_ONCE = 1000

/** A paste as recognised. */
interface ReadPaste {
  readonly lines: readonly PastedLine[]
  /** How many lines the text has; one at its very end that is empty does not count. */
  readonly count: number
}

/** What must never be taken for a source, and whose URLs are CDN URLs. */
export function contextOf(connections: readonly Connection[]): RecognitionContext {
  return {
    apiKeys: connections.map((connection) => connection.apiKey),
    cdnHosts: connections.map((connection) => hostOf(connection.hosts.cdn)).filter((host) => host !== ''),
  }
}

/**
 * Recognises a paste without holding up the window, and lets main say which words are secrets of a connection.
 * Null when main could not say: then nothing may be taken.
 */
export async function readPaste(text: string, context: RecognitionContext): Promise<ReadPaste | null> {
  const lines: PastedLine[] = []
  let before = 0
  const turn = createTurn()
  for (const piece of pieces(text, LINES_AT_ONCE)) {
    await turn()
    for (const line of recognisePaste(piece.text, context)) lines.push({ ...line, line: line.line + before })
    before += piece.lines
  }
  const safe = await screened(lines)
  return safe === null ? null : { lines: safe, count: before }
}

/** A cell of a list as recognised; a cell may hold several sources, or none. */
export interface ReadRow {
  readonly of: ListRow
  readonly lines: readonly PastedLine[]
}

/** Recognises cells of a list as `readPaste` does lines. */
export async function readRows(
  rows: readonly ListRow[],
  context: RecognitionContext,
): Promise<readonly ReadRow[] | null> {
  const lines: PastedLine[] = []
  const ends: number[] = []
  const turn = createTurn()
  for (const [place, { text }] of rows.entries()) {
    if (place % LINES_AT_ONCE === 0) await turn()
    for (const line of recognisePaste(text, context)) lines.push(line)
    ends.push(lines.length)
  }
  const safe = await screened(lines)
  if (safe === null) return null
  return rows.map((of, place) => ({ of, lines: safe.slice(ends[place - 1] ?? 0, ends[place]) }))
}

/** Cuts a text after every `size` lines, whatever ends them. */
function* pieces(text: string, size: number): Generator<{ readonly text: string; readonly lines: number }> {
  const ends = /\r\n|[\n\r\u2028\u2029]/g
  let start = 0
  let lines = 0
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    lines += 1
    if (lines < size) continue
    yield { text: text.slice(start, end.index), lines }
    start = ends.lastIndex
    lines = 0
  }
  const rest = text.slice(start)
  if (rest !== '') yield { text: rest, lines: /[\n\r\u2028\u2029]$/.test(rest) ? lines : lines + 1 }
}

/** App secrets look like handles or like nothing at all; main knows them, and only main. */
async function screened(lines: readonly PastedLine[]): Promise<readonly PastedLine[] | null> {
  const places = lines.flatMap((line, place) => (couldBeSecret(line) ? [place] : []))
  const secret = new Set<number>()
  for (let start = 0; start < places.length; start += WORDS_AT_ONCE) {
    const asked = places.slice(start, start + WORDS_AT_ONCE)
    const answer = await request('connections.screen', { words: asked.map((place) => wordOf(lines[place])) })
    if (!answer.ok) return null
    for (const index of answer.data) secret.add(asked[index] ?? -1)
  }
  if (secret.size === 0) return lines
  return lines.map((line, place) =>
    secret.has(place)
      ? { ...line, text: '', recognition: { kind: 'secret', what: 'appSecret' }, duplicateOf: null }
      : line,
  )
}

/** The word main looks for: the handle alone where it was taken out of an address. */
function wordOf(line: PastedLine | undefined): string {
  const recognition = line?.recognition
  return recognition?.kind === 'source' && recognition.source.kind === 'handle'
    ? recognition.source.handle
    : (line?.text ?? '')
}

function couldBeSecret({ recognition }: PastedLine): boolean {
  if (recognition.kind === 'source') return recognition.source.kind === 'handle'
  return recognition.kind === 'perhaps' || recognition.kind === 'bad' || recognition.kind === 'uuid'
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return ''
  }
}
