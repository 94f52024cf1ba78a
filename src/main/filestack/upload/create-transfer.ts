import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import { carry, failed } from './carry.ts'
import { openLocalFile, type LocalFile } from './local-file.ts'
import { fingerprintOpenFile, isSameFile } from './file-fingerprint.ts'
import type { Transfer, TransferOptions, TransferOutcome } from './transfer-api.ts'
import type { TransferDeps } from './work.ts'

/** Carries files over, each whole or not at all; one call a file. */
export function createTransfer(deps: TransferDeps): Transfer {
  return async (options) => {
    const opened = await openLocalFile(options.file.path)
    if (!opened.ok) return failed(opened.error)
    const local = opened.data
    try {
      const trouble = await differs(local, options)
      return trouble === null ? await carryOver(deps, local, options) : failed(trouble)
    } finally {
      await local.close()
    }
  }
}

/** Once more from its first byte when the service has forgotten what an earlier try left there. */
async function carryOver(
  deps: TransferDeps,
  local: LocalFile,
  options: TransferOptions,
): Promise<TransferOutcome> {
  const { keeper, file } = options
  const first = await carry({ ...deps, ...options, local })
  if (first.kind !== 'forgotten') return first
  await keeper.reset()
  const state = { ...file.state, ticket: null, parts: [] }
  const second = await carry({ ...deps, ...options, local, file: { ...file, state } })
  return second.kind === 'forgotten' ? failed(second.error) : second
}

async function differs(local: LocalFile, { file }: TransferOptions): Promise<AppError | null> {
  const mark = await fingerprintOpenFile(local)
  if (!mark.ok) return mark.error
  return isSameFile(mark.data, file.mark) && local.size === file.size ? null : appError('upload.changed')
}
