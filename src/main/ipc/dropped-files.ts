import { appError } from '#shared/errors/catalogue.ts'
import { droppedPaths } from '#shared/ipc/files.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'

/** Takes the files that a person dropped or pasted, from the preload's own channel: the page has no way to name a path. */
export function createDroppedFilesTaker(walks: { readonly begin: (paths: readonly string[]) => string }) {
  return (paths: unknown): Result<{ readonly walkId: string }> => {
    const parsed = droppedPaths.safeParse(paths)
    return parsed.success
      ? ok({ walkId: walks.begin(parsed.data) })
      : fail(appError('ipc.invalid', { reason: parsed.error.issues[0]?.message ?? 'paths' }))
  }
}
