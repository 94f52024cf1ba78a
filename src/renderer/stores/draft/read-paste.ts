import { request } from '#renderer/client/index.ts'
import { createYield } from '#renderer/lib/yield-to-browser.ts'
import type { ListRow } from '#shared/model/source-list.ts'
import type { Connection } from '#shared/model/connection.ts'
import { recognisePaste } from '#shared/model/recognise.ts'
import { readWebhookJobIds } from '#shared/model/remote-job-ids.ts'
import type { PastedLine, RecognitionContext } from '#shared/model/recognition.ts'

/** Lines recognised before the clock is read again. */
const LINES_PER_STEP = 100
/** Words in one request: sending more at once would block the window. */
const WORDS_PER_REQUEST = 1000

/** A paste as recognised. */
interface ReadPaste {
  readonly lines: readonly PastedLine[]
  /** How many lines the text has, without an empty one at its end. */
  readonly count: number
}

/** What recognition needs of the connections: their API keys, which are no sources, and the hosts of their CDN URLs. */
export function createRecognitionContext(connections: readonly Connection[]): RecognitionContext {
  return {
    apiKeys: connections.map((connection) => connection.apiKey),
    cdnHosts: connections.map((connection) => readHost(connection.hosts.cdn)).filter((host) => host !== ''),
  }
}

/**
 * Recognises a paste without blocking the window, and asks main which words are secrets of a connection.
 * Null when main did not answer: then nothing may be added.
 */
export async function readPaste(text: string, context: RecognitionContext): Promise<ReadPaste | null> {
  const webhooks = readWebhookJobIds(text)
  if (webhooks !== null) return { lines: webhooks.map(toRemoteJobLine), count: webhooks.length }
  const lines: PastedLine[] = []
  let before = 0
  const yieldToBrowser = createYield()
  for (const piece of splitLines(text, LINES_PER_STEP)) {
    await yieldToBrowser()
    for (const line of recognisePaste(piece.text, context)) lines.push({ ...line, line: line.line + before })
    before += piece.lines
  }
  const safe = await screenLines(lines)
  return safe === null ? null : { lines: safe, count: before }
}

const toRemoteJobLine = (remoteJobId: string, at: number): PastedLine => ({
  line: at + 1,
  text: remoteJobId,
  recognition: { kind: 'remoteJob', remoteJobId, apiKey: null },
  duplicateOf: null,
})

/** A cell of a list as recognised; a cell may hold several sources, or none. */
export interface ReadRow {
  readonly row: ListRow
  readonly lines: readonly PastedLine[]
}

/** Recognises cells of a list as `readPaste` does lines. */
export async function readRows(
  rows: readonly ListRow[],
  context: RecognitionContext,
): Promise<readonly ReadRow[] | null> {
  const lines: PastedLine[] = []
  const ends: number[] = []
  const yieldToBrowser = createYield()
  for (const [index, { text }] of rows.entries()) {
    if (index % LINES_PER_STEP === 0) await yieldToBrowser()
    for (const line of recognisePaste(text, context)) lines.push(line)
    ends.push(lines.length)
  }
  const safe = await screenLines(lines)
  if (safe === null) return null
  return rows.map((row, index) => ({ row, lines: safe.slice(ends[index - 1] ?? 0, ends[index]) }))
}

/** Cuts a text after every `size` lines, whatever ends them. */
function* splitLines(
  text: string,
  size: number,
): Generator<{ readonly text: string; readonly lines: number }> {
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

/** An app secret may look like a handle. Only main has the secrets, so it is asked about every such word. */
async function screenLines(lines: readonly PastedLine[]): Promise<readonly PastedLine[] | null> {
  const suspects = lines.flatMap((line, index) => (couldBeSecret(line) ? [index] : []))
  const secret = new Set<number>()
  for (let start = 0; start < suspects.length; start += WORDS_PER_REQUEST) {
    const checked = suspects.slice(start, start + WORDS_PER_REQUEST)
    const answer = await request('connections.screen', {
      words: checked.map((index) => findWord(lines[index])),
    })
    if (!answer.ok) return null
    for (const index of answer.data) secret.add(checked[index] ?? -1)
  }
  if (secret.size === 0) return lines
  return lines.map((line, index) =>
    secret.has(index)
      ? { ...line, text: '', recognition: { kind: 'secret', what: 'appSecret' }, duplicateOf: null }
      : line,
  )
}

/** The word that main compares with its secrets: of an address, only the handle in it. */
function findWord(line: PastedLine | undefined): string {
  const recognition = line?.recognition
  return recognition?.kind === 'source' && recognition.source.kind === 'handle'
    ? recognition.source.handle
    : (line?.text ?? '')
}

function couldBeSecret({ recognition }: PastedLine): boolean {
  if (recognition.kind === 'source') return recognition.source.kind === 'handle'
  return recognition.kind === 'perhaps' || recognition.kind === 'bad' || recognition.kind === 'uuid'
}

function readHost(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return ''
  }
}
