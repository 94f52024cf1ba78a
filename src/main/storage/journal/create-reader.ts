import type { JournalReader } from './journal.ts'
import type { ReaderApi } from './rpc.ts'
import type { WorkerClient } from './worker-client.ts'

/** Texts handed to the reader in one message: a few ms of copying on the caller's thread. */
const TEXTS_PER_MESSAGE = 2000

export function createReader(worker: WorkerClient<ReaderApi>): JournalReader {
  return {
    page: (...args) => worker.call('page', args),
    seek: (...args) => worker.call('seek', args),
    count: (...args) => worker.call('count', args),
    facets: (...args) => worker.call('facets', args),
    numbers: (...args) => worker.call('numbers', args),
    cells: (...args) => worker.call('cells', args),
    job: (...args) => worker.call('job', args),
    jobByRemoteJobId: (...args) => worker.call('jobByRemoteJobId', args),
    sealed: (...args) => worker.call('sealed', args),
    sealedRows: (...args) => worker.call('sealedRows', args),
    jobsInState: (...args) => worker.call('jobsInState', args),
    run: (...args) => worker.call('run', args),
    command: (...args) => worker.call('command', args),
    openRuns: (...args) => worker.call('openRuns', args),
    rerunsOf: (...args) => worker.call('rerunsOf', args),
    firstTries: (...args) => worker.call('firstTries', args),
    runs: (...args) => worker.call('runs', args),
    finishedJobs: (...args) => worker.call('finishedJobs', args),
    knownRows: (...args) => worker.call('knownRows', args),
    sharedRows: (...args) => worker.call('sharedRows', args),
    latestResults: (...args) => worker.call('latestResults', args),
    failures: (...args) => worker.call('failures', args),
    endedOfWorkflow: (...args) => worker.call('endedOfWorkflow', args),
    durations: (...args) => worker.call('durations', args),
    body: (...args) => worker.call('body', args),
    labelNames: (...args) => worker.call('labelNames', args),
    figures: (...args) => worker.call('figures', args),
    billedStarts: (...args) => worker.call('billedStarts', args),
    upload: (...args) => worker.call('upload', args),
    runFiles: (...args) => worker.call('runFiles', args),
    parts: (...args) => worker.call('parts', args),
    storedOfSizes: (...args) => worker.call('storedOfSizes', args),
    resumable: (...args) => worker.call('resumable', args),
    finishedSources: (...args) => callInPortions(worker, 'finishedSources', args),
    unclearSources: (...args) => callInPortions(worker, 'unclearSources', args),
    openSources: (...args) => callInPortions(worker, 'openSources', args),
    tagNames: (...args) => worker.call('tagNames', args),
    pathNames: (...args) => worker.call('pathNames', args),
    deletion: (...args) => worker.call('deletion', args),
    deletions: (...args) => worker.call('deletions', args),
    unwatchedByDeletion: (...args) => worker.call('unwatchedByDeletion', args),
    deletedTally: (...args) => worker.call('deletedTally', args),
    heldUploads: (...args) => worker.call('heldUploads', args),
    storedOutputFiles: (...args) => worker.call('storedOutputFiles', args),
    fileSpace: (...args) => worker.call('fileSpace', args),
    unkeptResults: (...args) => worker.call('unkeptResults', args),
  }
}

/** Asks about many texts in portions, so that no message blocks the caller's thread. */
async function callInPortions(
  worker: WorkerClient<ReaderApi>,
  method: 'finishedSources' | 'unclearSources' | 'openSources',
  [connectionId, workflowId, texts]: Parameters<JournalReader['finishedSources']>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (let at = 0; at < texts.length; at += TEXTS_PER_MESSAGE)
    found.push(
      ...(await worker.call(method, [connectionId, workflowId, texts.slice(at, at + TEXTS_PER_MESSAGE)])),
    )
  return found
}
