import { create } from 'zustand'
import { ask, on } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Events } from '#shared/ipc/contract.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import type { ListPreview } from '#shared/model/list.ts'

/** A file, or a pasted text, that may be meant as a list of sources. */
type ListLike =
  | { readonly kind: 'file'; readonly file: FoundFile }
  | { readonly kind: 'text'; readonly text: string }

/** Asked in the source area: is it a list, and which column holds the sources? */
export interface ListQuestion {
  readonly key: number
  readonly of: ListLike
  /** Null while it is looked at, and when it cannot be read as a list. */
  readonly preview: ListPreview | null
  readonly error: AppError | null
}

interface ListsStore {
  /** One at a time is asked, the first. */
  readonly questions: readonly ListQuestion[]
  /** Lists being read: how many of their rows came so far. */
  readonly reading: Readonly<Record<string, number>>
  readonly add: (likes: readonly ListLike[]) => void
  /** It is a list: its rows come into the draft, the columns of `labels` with them. */
  readonly takeAsList: (key: number, column: number, labels: readonly number[]) => Promise<void>
  /** It is none: the file itself is added, or the text line by line. */
  readonly takeItself: (key: number) => void
  readonly takeAllThemselves: () => void
  readonly drop: (key: number) => void
}

let lastKey = 0

export const useLists = create<ListsStore>()((set, get) => {
  const patch = (key: number, change: Partial<ListQuestion>): void =>
    set(({ questions }) => ({
      questions: questions.map((question) => (question.key === key ? { ...question, ...change } : question)),
    }))
  /** Looks into the list that is asked about now. */
  const look = async (): Promise<void> => {
    const question = get().questions[0]
    if (question === undefined || question.preview !== null || question.error !== null) return
    const { key, of } = question
    const answer = await ask(
      'lists.open',
      of.kind === 'file' ? { kind: 'file', fileId: of.file.id } : { kind: 'text', text: of.text, name: '' },
    )
    if (answer.ok && !get().questions.some((other) => other.key === key)) close(answer.data.listId)
    else patch(key, answer.ok ? { preview: answer.data } : { error: answer.error })
  }
  const answered = (keys: readonly number[]): readonly ListQuestion[] => {
    const gone = get().questions.filter(({ key }) => keys.includes(key))
    set(({ questions }) => ({ questions: questions.filter(({ key }) => !keys.includes(key)) }))
    void look()
    return gone
  }
  const addThemselves = (keys: readonly number[]): void => {
    const { addFiles, addText } = useDraft.getState()
    for (const { of, preview } of answered(keys)) {
      if (preview !== null) close(preview.listId)
      if (of.kind === 'file') addFiles([of.file])
      else void addText(of.text)
    }
  }
  return {
    questions: [],
    reading: {},
    add(likes) {
      const asked = likes.map((of) => ({ key: ++lastKey, of, preview: null, error: null }))
      const first = get().questions.length === 0
      set(({ questions }) => ({ questions: [...questions, ...asked] }))
      if (first) void look()
    },
    async takeAsList(key, column, labels) {
      const listId = get().questions.find((question) => question.key === key)?.preview?.listId
      if (listId === undefined) return
      answered([key])
      set(({ reading }) => ({ reading: { ...reading, [listId]: 0 } }))
      const answer = await ask('lists.read', { listId, column, labels: [...labels] })
      if (answer.ok) return
      useDraft.getState().tell({ kind: 'error', error: answer.error })
      ended(listId)
    },
    takeItself: (key) => addThemselves([key]),
    takeAllThemselves: () => addThemselves(get().questions.map(({ key }) => key)),
    drop(key) {
      for (const { preview } of answered([key])) if (preview !== null) close(preview.listId)
    },
  }
})

const close = (listId: string): void => void ask('lists.close', { listId })

function ended(listId: string): void {
  useLists.setState(({ reading }) => ({
    reading: Object.fromEntries(Object.entries(reading).filter(([id]) => id !== listId)),
  }))
  close(listId)
}

/** Rows into the draft, in their order; what could not be taken stands beside them. */
async function take({ listId, rows, done, error, problems }: Events['lists.rows']): Promise<void> {
  const before = useLists.getState().reading[listId]
  if (before === undefined) return
  useLists.setState(({ reading }) => ({ reading: { ...reading, [listId]: before + rows.length } }))
  const { addRows, addTroubles, tell } = useDraft.getState()
  await addRows(rows, done)
  if (useLists.getState().reading[listId] === undefined) return
  if (problems.length > 0) addTroubles(problems.map((problem) => ({ ...problem, text: '' })))
  if (error !== null) tell({ kind: 'error', error })
  if (done) ended(listId)
}

/** Follows the lists being read, and ends them when the draft is emptied; the returned function ends it. */
export function hearLists(): () => void {
  const stop = on('lists.rows', (event) => void take(event))
  const unsubscribe = useDraft.subscribe(({ cleared }, before) => {
    if (cleared === before.cleared) return
    const { reading, questions } = useLists.getState()
    for (const listId of Object.keys(reading)) close(listId)
    for (const { preview } of questions) if (preview !== null) close(preview.listId)
    useLists.setState({ reading: {}, questions: [] })
  })
  return () => {
    stop()
    unsubscribe()
  }
}
