// Reads results into facts, a few at a time; main says when the next ones may be read.
import { parentPort } from 'node:worker_threads'
import { toStorageError } from '#main/storage/journal/storage-failure.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { FactsAnswer, FactsQuestion, FollowedSome } from './follow-journal.ts'
import { JournalFollower } from './journal-follower.ts'

if (parentPort === null) throw new Error('facts.worker runs as a worker only')
const port = parentPort
let follower: JournalFollower | null = null

port.on('message', ({ id, value: { folder, paths } }: FactsQuestion) => {
  port.postMessage({ id, value: follow(folder, paths) } satisfies FactsAnswer)
})

function follow(folder: string, paths: readonly string[]): Result<FollowedSome> {
  try {
    follower ??= new JournalFollower(folder)
    follower.want(paths)
    const hasMore = follower.followSome()
    return ok({ hasMore, progress: follower.progress() })
  } catch (cause) {
    const error = toStorageError(cause)
    if (error === null) throw cause
    return fail(error)
  }
}
