import { request } from '#renderer/client/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useDraft, type DraftItem, type LineItem } from '#renderer/stores/draft/index.ts'
import { useKeptForms } from '#renderer/stores/kept-forms/index.ts'
import { MAX_KEPT_SOURCES, type KeptDraft, type KeptLine } from '#shared/model/kept-draft.ts'
import { sourceText } from '#shared/model/source.ts'
import { useFiles } from './index.ts'

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
  const keep = (): void => {
    clearTimeout(timer)
    timer = undefined
    void request('draft.keep', toKeptDraft())
  }
  const keepSoon = (): void => {
    timer ??= setTimeout(keep, KEEP_DELAY_MS)
  }
  useDraft.subscribe((now, before) => {
    if (now.items !== before.items || now.typed !== before.typed) keepSoon()
  })
  useKeptForms.subscribe(keepSoon)
  window.addEventListener('pagehide', () => {
    if (timer !== undefined) keep()
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
  typed,
  left,
  connectionForm,
  workflowForm,
}: KeptDraft): Promise<void> {
  const draft = useDraft.getState()
  useKeptForms.setState({ connection: connectionForm, workflow: workflowForm })
  if (typed !== '' && draft.typed === '') draft.setTyped(typed)
  if (lines.length > 0) await draft.addKept(lines)
  if (files.length > 0)
    await useFiles.getState().restoreKept(new Map(files.map((path, at) => [path, fileNames[at]])))
  // What was prepared before is no addition that *Undo* could take back.
  draft.forgetAdditions()
  if (left > 0) draft.notify({ kind: 'notKept', count: left })
}

function toKeptDraft(): KeptDraft {
  const { items, typed } = useDraft.getState()
  const { connection, workflow } = useKeptForms.getState()
  const isTooLong = items.length > MAX_KEPT_SOURCES
  const files = isTooLong ? [] : items.flatMap((item) => (item.kind === 'file' ? [item.file] : []))
  return {
    lines: isTooLong ? [] : items.flatMap(toKeptLine),
    files: files.map(({ id }) => id),
    fileNames: files.map(({ name }) => name),
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
function toKeptLine(item: DraftItem): readonly KeptLine[] {
  if (item.kind !== 'line' || item.recognition.kind === 'secret') return []
  const { row, list, labels, ticked, asUrl } = item
  return [{ text: toWholeText(item), row, list, labels, ticked, asUrl }]
}
