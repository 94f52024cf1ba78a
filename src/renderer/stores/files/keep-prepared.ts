import { request } from '#renderer/client/index.ts'
import { createYield } from '#renderer/lib/yield-to-browser.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useDraft, type DraftItem, type LineItem, type RestoredLine } from '#renderer/stores/draft/index.ts'
import { useKeptForms } from '#renderer/stores/kept-forms/index.ts'
import {
  KEPT_LINES_PER_PORTION,
  MAX_KEPT_SOURCES,
  type KeptDraft,
  type KeptLine,
} from '#shared/model/kept-draft.ts'
import { sourceText } from '#shared/model/source.ts'
import { useFiles, type KeptFile } from './index.ts'

/** What is prepared is written so long after the last change. */
const KEEP_DELAY_MS = 400

/** Brings back what was prepared before the window was closed; from then on every change is kept. */
export async function keepPrepared(): Promise<void> {
  const answer = await request('draft.get', undefined)
  // What cannot be read is not overwritten either.
  if (!answer.ok) return
  await whenConnectionsKnown()
  await restore(answer.data)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What changed last that main was not told of yet. */
  let unsent: symbol | null = null
  const send = (lines: readonly string[]): void => {
    unsent = null
    void request('draft.keep', toKeptDraft(lines))
  }
  const keep = async (): Promise<void> => {
    timer = undefined
    const change = unsent
    const yieldToBrowser = createYield()
    const lines: string[] = []
    for (const portion of packLines()) {
      lines.push(portion)
      await yieldToBrowser()
    }
    // What was changed meanwhile is kept when its own time comes.
    if (change === unsent) send(lines)
  }
  const keepSoon = (): void => {
    unsent = Symbol('change')
    timer ??= setTimeout(() => void keep(), KEEP_DELAY_MS)
  }
  useDraft.subscribe((now, before) => {
    if (now.items !== before.items || now.typed !== before.typed) keepSoon()
  })
  useKeptForms.subscribe(keepSoon)
  window.addEventListener('pagehide', () => {
    if (unsent !== null) send([...packLines()])
  })
}

/** What a line is depends on the connections: their keys are no sources. */
function whenConnectionsKnown(): Promise<void> {
  const isKnown = (): boolean => useConnections.getState().activeId !== ''
  return new Promise((resolve) => {
    if (isKnown()) {
      resolve()
      return
    }
    const stop = useConnections.subscribe(() => {
      if (!isKnown()) return
      stop()
      resolve()
    })
  })
}

async function restore({
  lines,
  files,
  fileNames,
  fileOrder,
  typed,
  left,
  connectionForm,
  workflowForm,
}: KeptDraft): Promise<void> {
  const draft = useDraft.getState()
  useKeptForms.setState({ connection: connectionForm, workflow: workflowForm })
  if (typed !== '' && draft.typed === '') draft.setTyped(typed)
  const portions = lines.map((portion, index) => readPortion(portion, index * KEPT_LINES_PER_PORTION))
  const lineCount = (portions.at(-1)?.at(-1)?.order ?? -1) + 1
  // An older version kept no order: its lines came first.
  const places = files.map((_, at) => fileOrder[at] ?? lineCount + at)
  draft.beginRestoring(Math.max(lineCount, (places.at(-1) ?? -1) + 1))
  for (const [index, portion] of portions.entries())
    await draft.addKept(portion, index === portions.length - 1)
  if (files.length > 0) {
    const kept = new Map<string, KeptFile>()
    for (const [at, path] of files.entries()) {
      const file = kept.get(path) ?? { name: fileNames[at], orders: [] }
      file.orders.push(places[at] ?? at)
      kept.set(path, file)
    }
    await useFiles.getState().restoreKept(kept)
  }
  draft.endRestoring()
  // What was prepared before is no addition that *Undo* could take back.
  draft.forgetAdditions()
  if (left > 0) draft.notify({ kind: 'notKept', count: left })
}

const readPortion = (portion: string, first: number): readonly RestoredLine[] =>
  (JSON.parse(portion) as readonly KeptLine[]).map((line, at) => ({
    ...line,
    order: line.order ?? first + at,
  }))

/** The lines of the draft, packed a portion at a time; none of a draft that is too long to be kept. */
function* packLines(): Generator<string> {
  const { items } = useDraft.getState()
  if (items.length > MAX_KEPT_SOURCES) return
  for (let start = 0; start < items.length; start += KEPT_LINES_PER_PORTION) {
    const portion = items.slice(start, start + KEPT_LINES_PER_PORTION)
    const lines = portion.flatMap((item, at) => toKeptLine(item, start + at))
    if (lines.length > 0) yield JSON.stringify(lines)
  }
}

function toKeptDraft(lines: readonly string[]): KeptDraft {
  const { items, typed } = useDraft.getState()
  const { connection, workflow } = useKeptForms.getState()
  const isTooLong = items.length > MAX_KEPT_SOURCES
  const files = isTooLong
    ? []
    : items.flatMap((item, order) => (item.kind === 'file' ? [{ ...item.file, order }] : []))
  return {
    lines: [...lines],
    files: files.map(({ id }) => id),
    fileNames: files.map(({ name }) => name),
    fileOrder: files.map(({ order }) => order),
    typed,
    left: isTooLong ? items.length : 0,
    connectionForm: connection,
    workflowForm: workflow,
  }
}

/** The line as it was pasted: the signature of a link is cut where it is shown, and main has to see it to leave it out. */
function toWholeText({ text, recognition }: LineItem): string {
  if (recognition.kind !== 'source') return text
  const source = recognition.original ?? recognition.source
  return source.kind === 'url' || source.kind === 'alias' ? sourceText(source) : text
}

/** The words of a secret are not in the draft: its line is not kept. */
function toKeptLine(item: DraftItem, order: number): readonly KeptLine[] {
  if (item.kind !== 'line' || item.recognition.kind === 'secret') return []
  const { row, list, labels, ticked, asUrl } = item
  return [{ text: toWholeText(item), row, list, labels, ticked, asUrl, order }]
}
