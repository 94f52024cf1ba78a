import { basename } from 'node:path'
import type { FileRegistry } from '#main/files/file-registry.ts'
import type { Walks } from '#main/files/walk/walks.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { KeptDraftStore } from '#main/storage/settings/draft.ts'
import type { appRoutes } from '#shared/ipc/app.ts'
import type { KeptDraft } from '#shared/model/kept-draft.ts'
import { isPresigned } from '#shared/model/presigned.ts'
import { ok } from '#shared/model/result.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'

export interface DraftServices {
  readonly draft: KeptDraftStore
  readonly files: Pick<FileRegistry, 'get'>
  readonly walks: Pick<Walks, 'begin'>
  readonly connections: Pick<ConnectionStore, 'isSecret' | 'holdsSecret'>
  readonly redact: (text: string) => string
}

/** What was prepared is written in clear, so nothing that is a secret, or carries one, is kept. */
export function createDraftHandlers(
  services: DraftServices,
): Pick<RouteHandlers<typeof appRoutes>, 'draft.get' | 'draft.keep' | 'draft.walkFiles'> {
  const { draft, files, walks, connections, redact } = services
  const isSafe = (texts: readonly string[]): boolean =>
    texts.every((text) => !isPresigned(text.trim()) && redact(text) === text) &&
    findMisplacedSecret(texts, connections) === null
  const withoutSecrets = (given: KeptDraft): KeptDraft => {
    const lines = given.lines.filter(({ text, labels }) => isSafe([text, ...Object.values(labels ?? {})]))
    const { connectionForm, workflowForm } = given
    const isFormSafe = connectionForm === null || isSafe(listTexts(connectionForm.fields))
    return {
      ...given,
      lines,
      left: given.left + given.lines.length - lines.length,
      typed: isSafe([given.typed]) ? given.typed : '',
      connectionForm: isFormSafe ? connectionForm : null,
      workflowForm:
        workflowForm !== null && isSafe([workflowForm.id, workflowForm.name]) ? workflowForm : null,
    }
  }
  return {
    'draft.get': () => ok(draft.get()),
    // The page names files by their ids: it could not have made up a path that is walked at the next start.
    'draft.keep': (given) => {
      const kept = given.files.flatMap((id, at) => {
        const file = files.get(id)
        return file === null ? [] : [{ path: file.path, name: given.fileNames[at] ?? basename(file.path) }]
      })
      return draft.set(
        withoutSecrets({
          ...given,
          files: kept.map(({ path }) => path),
          fileNames: kept.map(({ name }) => name),
        }),
      )
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
