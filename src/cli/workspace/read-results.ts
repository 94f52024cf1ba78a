import { findSlowest } from '#shared/model/facts/index.ts'
import { catchUp } from '#main/storage/facts/catch-up.ts'
import { toStorageError } from '#main/storage/journal/storage-failure.ts'
import type { Output } from '#cli/output/output.ts'
import { cliWords as words } from '#shared/text/cli.ts'

/** Reads the results that were not read for the search yet; says so when that takes a while. What fails is said, and the search goes on. */
export async function readResults(
  folder: string,
  paths: readonly string[],
  output: Output,
  isStopped: () => boolean,
): Promise<void> {
  try {
    await catchUp(
      folder,
      paths,
      (progress) => {
        const { read, total } = findSlowest(progress)
        output.say(words.readingResults(read, total))
      },
      isStopped,
    )
  } catch (cause) {
    const error = toStorageError(cause)
    if (error === null) throw cause
    output.error(error)
  }
}
