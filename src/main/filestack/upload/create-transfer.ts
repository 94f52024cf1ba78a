import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { runTransfer, toFailedOutcome } from './run-transfer.ts'
import { openLocalFile, type LocalFile } from './local-file.ts'
import { fingerprintOpenFile, isSameFile } from './file-fingerprint.ts'
import type { Transfer, TransferOptions, TransferOutcome } from './transfer-api.ts'
import type { TransferDependencies } from './transfer-context.ts'

/** Creates the function that uploads a file, whole or not at all. */
export function createTransfer(dependencies: TransferDependencies): Transfer {
  return async (options) => {
    const opened = await openLocalFile(options.file.path)
    if (!opened.ok) return toFailedOutcome(opened.error)
    const local = opened.data
    try {
      const error = await checkFingerprint(local, options)
      return error === null ? await transferFile(dependencies, local, options) : toFailedOutcome(error)
    } finally {
      await local.close()
    }
  }
}

/** Uploads the file, and once more from its first byte where the service does not know the earlier try any more. */
async function transferFile(
  dependencies: TransferDependencies,
  local: LocalFile,
  options: TransferOptions,
): Promise<TransferOutcome> {
  const { journal, file } = options
  const first = await runTransfer({ ...dependencies, ...options, local })
  if (first.kind !== 'forgotten') return first
  await journal.reset()
  const state = { ...file.state, ticket: null, parts: [] }
  const second = await runTransfer({ ...dependencies, ...options, local, file: { ...file, state } })
  return second.kind === 'forgotten' ? toFailedOutcome(second.error) : second
}

/** Null while the file is the one that was to be uploaded. */
async function checkFingerprint(local: LocalFile, { file }: TransferOptions): Promise<AppError | null> {
  const fingerprint = await fingerprintOpenFile(local)
  if (!fingerprint.ok) return fingerprint.error
  return isSameFile(fingerprint.data, file.fingerprint) && local.size === file.size
    ? null
    : appError('upload.changed')
}
