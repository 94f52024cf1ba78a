import { readSelected } from '#main/export/selected-jobs.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactFileSaving } from '#main/ipc/redact-outgoing.ts'
import type { FileSavings } from '#main/saved-files/file-savings.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { jobRoutes } from '#shared/ipc/jobs.ts'
import { parseFileNamePattern } from '#shared/model/file-name-pattern.ts'
import { fail, ok } from '#shared/model/result.ts'
import { toSelected } from './results.ts'
import type { RunServices } from './run-services.ts'

export interface FileSavingServices {
  readonly fileSavings: FileSavings
  /** Asks the person for a folder to save into; null when they cancel. */
  readonly askForFolder: () => Promise<string | null>
}

/** Handlers that save the output files of jobs into a folder. */
export function createFileSavingHandlers(
  services: RunServices & FileSavingServices,
): Pick<
  RouteHandlers<typeof jobRoutes>,
  'outputFiles.save' | 'outputFiles.saveAgain' | 'outputFiles.cancelSaving'
> {
  const { reader, fileSavings, askForFolder, redact } = services
  return {
    'outputFiles.save': async ({ from, most, pattern, sidecars }) => {
      const parsed = parseFileNamePattern(pattern)
      if (!parsed.ok) return fail(appError('file.pattern', { part: parsed.error }))
      if (fileSavings.isRunning()) return fail(appError('file.saving'))
      const selected = await toSelected(services, from, most)
      if (!selected.ok) return selected
      const { data } = selected
      const folder = await askForFolder()
      if (folder === null) return ok(null)
      const found = data.from.kind === 'jobs' ? data.from.jobIds.length : await reader.count(data.from.filter)
      const readJobs = () => readSelected(reader, data)
      const jobCount = Math.min(found, data.most)
      const begun = fileSavings.start({
        folder,
        pattern: parsed.data,
        hasSidecars: sidecars,
        readJobs,
        jobCount,
      })
      return begun.ok ? ok(redactFileSaving(begun.data, redact)) : begun
    },
    'outputFiles.saveAgain': async ({ id }) => {
      const begun = fileSavings.again(id)
      return begun.ok ? ok(redactFileSaving(begun.data, redact)) : begun
    },
    'outputFiles.cancelSaving': async ({ id }) => {
      fileSavings.cancel(id)
      return ok(null)
    },
  }
}
