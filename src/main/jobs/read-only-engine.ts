import type { Engine } from './engine.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { fail } from '#shared/model/result.ts'

/** An engine for a history that can only be read: it refuses every command and says why. */
export function createReadOnlyEngine(): Engine {
  const refuse = async () => fail(appError('journal.readOnly'))
  return {
    start: async () => ({ waiting: 0, continuing: false, watching: 0 }),
    createRun: refuse,
    pause: refuse,
    resume: refuse,
    stop: refuse,
    nameRun: refuse,
    attach: refuse,
    attachUnknown: refuse,
    acknowledgeUnknown: refuse,
    sendStopped: refuse,
    attachNew: refuse,
    acknowledge: refuse,
    rerunJob: refuse,
    lookAgain: refuse,
    lookAgainAll: refuse,
    setWatching: refuse,
    requeueJob: refuse,
    stopJob: refuse,
    setUploadHeld: refuse,
    rerun: refuse,
    rerunPreview: refuse,
    tagJobs: refuse,
    noteJobs: refuse,
    deleteJobs: refuse,
    restoreJobs: refuse,
    unkeptFiles: () => null,
    openOutputFile: refuse,
    keepMissingFiles: () => undefined,
    rateStatuses: () => [],
    uploadProgress: async () => null,
    setOnline: () => undefined,
    close: async () => undefined,
  }
}
