import { useEffect } from 'react'
import { create } from 'zustand'
import { request } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'

/** Rows that scroll past are not asked about: only those still in sight after this. */
const SETTLED_MS = 60
/** Files in one request (what the route takes), the last in sight first. */
const AT_ONCE = 200

/** What was told of files, by id. */
const useAllFacts = create<{ readonly facts: ReadonlyMap<string, FileFacts> }>()(() => ({ facts: new Map() }))

/** Ids in sight whose facts nobody has yet, with how many rows show them. */
const wanted = new Map<string, number>()
const asked = new Set<string>()
let timer: ReturnType<typeof setTimeout> | null = null

/** What a look into a file tells; null until it was looked into. Only files on screen are. */
export function useFacts(fileId: string): FileFacts | null {
  const facts = useAllFacts((store) => store.facts.get(fileId) ?? null)
  const known = facts !== null
  useEffect(() => {
    if (known) return undefined
    wanted.set(fileId, (wanted.get(fileId) ?? 0) + 1)
    timer ??= setTimeout(() => void look(), SETTLED_MS)
    return () => {
      const rows = (wanted.get(fileId) ?? 1) - 1
      if (rows === 0) wanted.delete(fileId)
      else wanted.set(fileId, rows)
    }
  }, [fileId, known])
  return facts
}

async function look(): Promise<void> {
  timer = null
  const ids = [...wanted.keys()].filter((id) => !asked.has(id)).slice(-AT_ONCE)
  if (ids.length === 0) return
  for (const id of ids) asked.add(id)
  const answer = await request('files.inspect', { ids })
  for (const id of ids) asked.delete(id)
  if (!answer.ok) return
  useAllFacts.setState(({ facts }) => ({
    facts: new Map([...facts, ...answer.data.map((found): [string, FileFacts] => [found.id, found])]),
  }))
  useDraft
    .getState()
    .markProblems(
      new Map(
        answer.data.flatMap(({ id, problem }): [string, AppError][] =>
          problem === null ? [] : [[id, problem]],
        ),
      ),
    )
}

/** Facts of files that left the draft. */
export function forgetFacts(ids: readonly string[]): void {
  useAllFacts.setState(({ facts }) => {
    const left = new Map(facts)
    for (const id of ids) left.delete(id)
    return { facts: left }
  })
}
