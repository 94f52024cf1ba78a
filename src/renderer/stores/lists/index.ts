import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Events } from '#shared/ipc/contract.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import type { ListPreview } from '#shared/model/source-list.ts'

/** A file, or a pasted text, that may be meant as a list of sources. */
type ListCandidate =
  | { readonly kind: 'file'; readonly file: FoundFile }
  | { readonly kind: 'text'; readonly text: string }

/** The question in the source area: is this a list, and which column holds the sources? */
export interface ListQuestion {
  readonly key: number
  readonly candidate: ListCandidate
  /** Null until main has read its first rows, and when it cannot be read as a list. */
  readonly preview: ListPreview | null
  readonly error: AppError | null
}

interface ListsStore {
  /** The open questions. Only the first one is shown. */
  readonly questions: readonly ListQuestion[]
  /** The lists being read: how many of their rows have arrived. */
  readonly reading: Readonly<Record<string, number>>
  /** The names of the lists being read; null for a pasted one. */
  readonly names: Readonly<Record<string, string | null>>
  readonly add: (candidates: readonly ListCandidate[]) => void
  /** Adds its rows to the draft, with the columns of `labels`. */
  readonly addAsList: (key: number, column: number, labels: readonly number[]) => Promise<void>
  /** Adds the file itself as a source, or the text line by line. */
  readonly addItself: (key: number) => void
  readonly addAllThemselves: () => void
  /** Shows another sheet of its workbook. */
  readonly chooseSheet: (key: number, sheet: string) => Promise<void>
  readonly discard: (key: number) => void
}

/** The lists that the person is asked about, and those being read. */
export const useLists = create<ListsStore>()((set, get) => {
  let lastKey = 0
  const patch = (key: number, change: Partial<ListQuestion>): void =>
    set(({ questions }) => ({
      questions: questions.map((question) => (question.key === key ? { ...question, ...change } : question)),
    }))
  /** Reads the first rows of the list in question; from `sheet` of its workbook, when one was chosen. */
  const look = async (sheet?: string): Promise<void> => {
    const question = get().questions[0]
    if (question === undefined || question.preview !== null || question.error !== null) return
    const { key, candidate } = question
    const answer = await request(
      'lists.open',
      candidate.kind === 'file'
        ? { kind: 'file', fileId: candidate.file.id, ...(sheet === undefined ? {} : { sheet }) }
        : { kind: 'text', text: candidate.text, name: '' },
    )
    if (answer.ok && !get().questions.some((other) => other.key === key)) close(answer.data.listId)
    else patch(key, answer.ok ? { preview: answer.data } : { error: answer.error })
  }
  const removeQuestions = (keys: readonly number[]): readonly ListQuestion[] => {
    const removed = get().questions.filter(({ key }) => keys.includes(key))
    set(({ questions }) => ({ questions: questions.filter(({ key }) => !keys.includes(key)) }))
    void look()
    return removed
  }
  const addThemselves = (keys: readonly number[]): void => {
    const { addFiles, addText, beginAddition } = useDraft.getState()
    for (const { candidate, preview } of removeQuestions(keys)) {
      if (preview !== null) close(preview.listId)
      if (candidate.kind === 'file') {
        beginAddition()
        addFiles([candidate.file])
      } else void addText(candidate.text)
    }
  }
  return {
    questions: [],
    reading: {},
    names: {},
    add(candidates) {
      const asked = candidates.map((candidate) => ({ key: ++lastKey, candidate, preview: null, error: null }))
      const first = get().questions.length === 0
      set(({ questions }) => ({ questions: [...questions, ...asked] }))
      if (first) void look()
    },
    async addAsList(key, column, labels) {
      const question = get().questions.find((other) => other.key === key)
      const listId = question?.preview?.listId
      if (question === undefined || listId === undefined) return
      const name = question.candidate.kind === 'file' ? toFileName(question.candidate.file.name) : null
      removeQuestions([key])
      set(({ reading, names }) => ({
        reading: { ...reading, [listId]: 0 },
        names: { ...names, [listId]: name },
      }))
      useDraft.getState().beginAddition()
      const answer = await request('lists.read', { listId, column, labels: [...labels] })
      if (answer.ok) return
      useDraft.getState().notify({ kind: 'error', error: answer.error })
      endReading(listId)
    },
    addItself: (key) => addThemselves([key]),
    addAllThemselves: () => addThemselves(get().questions.map(({ key }) => key)),
    async chooseSheet(key, sheet) {
      const [first] = get().questions
      if (first?.key !== key || first.preview === null) return
      close(first.preview.listId)
      patch(key, { preview: null })
      await look(sheet)
    },
    discard(key) {
      for (const { preview } of removeQuestions([key])) if (preview !== null) close(preview.listId)
    },
  }
})

const toFileName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name

const close = (listId: string): void => void request('lists.close', { listId })

function endReading(listId: string): void {
  const without = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(record).filter(([id]) => id !== listId))
  useLists.setState(({ reading, names }) => ({ reading: without(reading), names: without(names) }))
  close(listId)
}

/** Adds rows to the draft, in their order; the rows that cannot be read are added with the reason. */
async function addListRows({ listId, rows, done, error, problems }: Events['lists.rows']): Promise<void> {
  const before = useLists.getState().reading[listId]
  if (before === undefined) return
  useLists.setState(({ reading }) => ({ reading: { ...reading, [listId]: before + rows.length } }))
  const { addRows, addRejected, notify } = useDraft.getState()
  await addRows(rows, done, useLists.getState().names[listId] ?? null)
  if (useLists.getState().reading[listId] === undefined) return
  if (problems.length > 0) addRejected(problems.map((problem) => ({ ...problem, text: '' })))
  if (error !== null) notify({ kind: 'error', error })
  if (done) endReading(listId)
}

/** Takes the rows of lists, and stops the reading when the draft is emptied; the returned function ends it. */
export function subscribeLists(): () => void {
  const stop = subscribe('lists.rows', (event) => void addListRows(event))
  const unsubscribe = useDraft.subscribe(({ cleared }, before) => {
    if (cleared === before.cleared) return
    const { reading, questions } = useLists.getState()
    for (const listId of Object.keys(reading)) close(listId)
    for (const { preview } of questions) if (preview !== null) close(preview.listId)
    useLists.setState({ reading: {}, names: {}, questions: [] })
  })
  return () => {
    stop()
    unsubscribe()
  }
}
