import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { runTransfer, toFailedOutcome } from './run-transfer.ts'
import { openLocalFile, type LocalFile } from './local-file.ts'
import { fingerprintOpenFile, isSameFile } from './file-fingerprint.ts'
import type { Transfer, TransferOptions, TransferOutcome } from './transfer-api.ts'
import type { TransferDependencies } from './transfer-context.ts'

/** Carries files over, each whole or not at all; one call a file. */
export function createTransfer(deps: TransferDependencies): Transfer {
  return async (options) => {
    const opened = await openLocalFile(options.file.path)
    if (!opened.ok) return toFailedOutcome(opened.error)
    const local = opened.data
    try {
      const trouble = await checkFingerprint(local, options)
      return trouble === null ? await transferFile(deps, local, options) : toFailedOutcome(trouble)
    } finally {
      await local.close()
    }
  }
}

/** Once more from its first byte when the service has forgotten what an earlier try left there. */
async function transferFile(
  deps: TransferDependencies,
  local: LocalFile,
  options: TransferOptions,
): Promise<TransferOutcome> {
  const { journal, file } = options
  const first = await runTransfer({ ...deps, ...options, local })
  if (first.kind !== 'forgotten') return first
  await journal.reset()
  const state = { ...file.state, ticket: null, parts: [] }
  const second = await runTransfer({ ...deps, ...options, local, file: { ...file, state } })
  return second.kind === 'forgotten' ? toFailedOutcome(second.error) : second
}

async function checkFingerprint(local: LocalFile, { file }: TransferOptions): Promise<AppError | null> {
  const mark = await fingerprintOpenFile(local)
  if (!mark.ok) return mark.error
  return isSameFile(mark.data, file.fingerprint) && local.size === file.size
    ? null
    : appError('upload.changed')
}
