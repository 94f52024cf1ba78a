import { basename } from 'node:path'
import type { FileRegistry } from '#main/files/file-registry.ts'
import type { Walks } from '#main/files/walk/walks.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { KeptDraftStore } from '#main/storage/settings/draft.ts'
import type { appRoutes } from '#shared/ipc/app.ts'
import type { RouteParsed } from '#shared/ipc/contract.ts'
import { KEPT_LINES_PER_PORTION, type KeptDraft, type KeptLine } from '#shared/model/kept-draft.ts'
import { isPresigned } from '#shared/model/presigned.ts'
import { ok } from '#shared/model/result.ts'
import { Turns } from '#main/lib/turns.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'

export interface DraftServices {
  readonly draft: KeptDraftStore
  readonly files: Pick<FileRegistry, 'get'>
  readonly walks: Pick<Walks, 'begin'>
  readonly connections: Pick<ConnectionStore, 'isSecret' | 'holdsSecret'>
  readonly redact: (text: string) => string
}

type GivenDraft = RouteParsed<'draft.keep'>

/** What was prepared is written in clear, so nothing that is a secret, or carries one, is kept. */
export function createDraftHandlers(
  services: DraftServices,
): Pick<RouteHandlers<typeof appRoutes>, 'draft.get' | 'draft.keep' | 'draft.walkFiles'> {
  const { draft, files, walks, connections, redact } = services
  let newest = 0
  const isSafe = (texts: readonly string[]): boolean =>
    texts.every((text) => !isPresigned(text.trim()) && redact(text) === text) &&
    findMisplacedSecret(texts, connections) === null
  /** Packs the lines that carry no secret, a portion at a time. */
  const packSafeLines = async (
    given: readonly KeptLine[],
  ): Promise<{ readonly lines: string[]; readonly count: number }> => {
    const lines: string[] = []
    const turns = new Turns()
    let portion: KeptLine[] = []
    let count = 0
    for (const line of given) {
      if (turns.isOver()) await turns.next()
      if (!isSafe([line.text, ...Object.values(line.labels ?? {})])) continue
      count += 1
      if (portion.push(line) < KEPT_LINES_PER_PORTION) continue
      lines.push(JSON.stringify(portion))
      portion = []
    }
    return { lines: portion.length > 0 ? [...lines, JSON.stringify(portion)] : lines, count }
  }
  const withoutSecrets = async (given: GivenDraft): Promise<KeptDraft> => {
    const { lines, count } = await packSafeLines(given.lines)
    const { connectionForm, workflowForm } = given
    const isFormSafe = connectionForm === null || isSafe(listTexts(connectionForm.fields))
    return {
      ...given,
      lines,
      left: given.left + given.lines.length - count,
      typed: isSafe([given.typed]) ? given.typed : '',
      connectionForm: isFormSafe ? connectionForm : null,
      workflowForm:
        workflowForm !== null && isSafe([workflowForm.id, workflowForm.name]) ? workflowForm : null,
    }
  }
  return {
    'draft.get': () => ok(draft.get()),
    // The page names files by their ids: it could not have made up a path that is walked at the next start.
    'draft.keep': async (given) => {
      const named = given.files.flatMap((id, at) => {
        const file = files.get(id)
        if (file === null) return []
        const { path } = file
        return [{ path, name: given.fileNames[at] ?? basename(path), order: given.fileOrder[at] }]
      })
      const order = ++newest
      const kept = await withoutSecrets({
        ...given,
        files: named.map(({ path }) => path),
        fileNames: named.map(({ name }) => name),
        fileOrder: named.flatMap(({ order: place }) => place ?? []),
      })
      // A newer one was given while this one was looked through.
      return order === newest ? draft.set(kept) : ok(null)
    },
    'draft.walkFiles': () => {
      const paths = draft.get().files
      return ok(paths.length === 0 ? null : { walkId: walks.begin(paths) })
    },
  }
}

/** Every text of a form. */
const listTexts = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
}
