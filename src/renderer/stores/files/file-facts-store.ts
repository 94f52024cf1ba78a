import { useEffect } from 'react'
import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'

/** Rows that scroll past are not asked about: only those still in sight after this. */
const SETTLE_MS = 60
/** Files in one request (what the route takes), the last in sight first. */
const FILES_PER_REQUEST = 200

interface FileFactsStore {
  /** By file id. */
  readonly facts: ReadonlyMap<string, FileFacts>
  /** A row shows this file; the returned function says that it does not any more. */
  readonly watch: (fileId: string) => () => void
  /** These files left the draft. */
  readonly forget: (ids: readonly string[]) => void
}

/** What is known of the content of files. */
const useFileFacts = create<FileFactsStore>()((set) => {
  /** Ids in sight whose facts are missing, with how many rows show them. */
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

/** What the content of a file tells; null until main has looked into it. Only files on screen are looked into. */
export function useFacts(fileId: string): FileFacts | null {
  const facts = useFileFacts((store) => store.facts.get(fileId) ?? null)
  const watch = useFileFacts((store) => store.watch)
  const isMissing = facts === null
  useEffect(() => (isMissing ? watch(fileId) : undefined), [fileId, isMissing, watch])
  return facts
}

/** Files that cannot be sent say so in the draft. */
function markProblems(found: readonly FileFacts[]): void {
  const problems = found.flatMap(({ id, problem }): [string, AppError][] =>
    problem === null ? [] : [[id, problem]],
  )
  useDraft.getState().markProblems(new Map(problems))
}

/** Forgets what is known of files that left the draft. */
export const forgetFacts = (ids: readonly string[]): void => useFileFacts.getState().forget(ids)
