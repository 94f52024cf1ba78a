import { useEffect } from 'react'
import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'

/** Only rows that are still visible after this time are asked about, not those that scroll past. */
const SETTLE_MS = 60
/** Files in one request, as the route allows; those that became visible last come first. */
const FILES_PER_REQUEST = 200

interface FileFactsStore {
  /** By file id. */
  readonly facts: ReadonlyMap<string, FileFacts>
  /** Call it when a row shows this file; call the returned function when the row does not show it any more. */
  readonly watch: (fileId: string) => () => void
  /** Forgets the facts of files that left the draft. */
  readonly forget: (ids: readonly string[]) => void
}

/** The facts that are known of files. */
const useFileFacts = create<FileFactsStore>()((set) => {
  /** The visible files whose facts are not known: by id, how many rows show them. */
  const rowsById = new Map<string, number>()
  const requested = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null

  const inspect = async (): Promise<void> => {
    timer = null
    const ids = [...rowsById.keys()].filter((id) => !requested.has(id)).slice(-FILES_PER_REQUEST)
    if (ids.length === 0) return
    for (const id of ids) requested.add(id)
    const answer = await request('files.inspect', { ids })
    for (const id of ids) requested.delete(id)
    if (!answer.ok) return
    const found = answer.data
    set(({ facts }) => ({
      facts: new Map([...facts, ...found.map((file): [string, FileFacts] => [file.id, file])]),
    }))
    markProblems(found)
  }
  return {
    facts: new Map(),
    watch(fileId) {
      rowsById.set(fileId, (rowsById.get(fileId) ?? 0) + 1)
      timer ??= setTimeout(() => void inspect(), SETTLE_MS)
      return () => {
        const rows = (rowsById.get(fileId) ?? 1) - 1
        if (rows === 0) rowsById.delete(fileId)
        else rowsById.set(fileId, rows)
      }
    },
    forget: (ids) =>
      set(({ facts }) => {
        const left = new Map(facts)
        for (const id of ids) left.delete(id)
        return { facts: left }
      }),
  }
})

/** The facts of a file; null until main has read them. Only visible files are read. */
export function useFacts(fileId: string): FileFacts | null {
  const facts = useFileFacts((store) => store.facts.get(fileId) ?? null)
  const watch = useFileFacts((store) => store.watch)
  const isMissing = facts === null
  useEffect(() => (isMissing ? watch(fileId) : undefined), [fileId, isMissing, watch])
  return facts
}

/** Marks files in the draft that cannot be sent. */
function markProblems(found: readonly FileFacts[]): void {
  const problems = found.flatMap(({ id, problem }): [string, AppError][] =>
    problem === null ? [] : [[id, problem]],
  )
  useDraft.getState().markProblems(new Map(problems))
}

/** Forgets what is known of files that left the draft. */
export const forgetFacts = (ids: readonly string[]): void => useFileFacts.getState().forget(ids)
