import { resolve } from 'node:path'
import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import type { Interruption } from '#cli/interrupt.ts'
import type { Output } from '#cli/output/output.ts'
import { finishRestore } from '#main/backup/finish-restore.ts'
import { stageRestore } from '#main/backup/stage-restore.ts'
import { writeBackup } from '#main/backup/write-backup.ts'
import { acquireLease } from '#main/storage/lease.ts'
import { cliWords } from '#shared/text/cli.ts'

const words = cliWords.backup

export interface BackupContext {
  readonly folder: string
  readonly output: Output
  readonly json: boolean
  readonly interruption: Interruption
  /** Unix ms. */
  readonly now: () => number
}

/** Writes history, settings and results as one file, also while the app is at work. */
export async function backup(
  { file, replace }: Extract<Command, { name: 'backup' }>,
  { folder, output, json, interruption, now }: BackupContext,
): Promise<ExitCode> {
  const path = resolve(file)
  const written = await withStop(interruption, (signal) =>
    writeBackup({ folder, file: path, replace, now: now(), signal }),
  )
  if (!written.ok) {
    output.error(written.error)
    return written.error.code === 'backup.stopped' ? EXIT.interrupted : EXIT.failed
  }
  if (json) await output.json({ file: path, ...written.data })
  else await output.print(words.written(path, written.data))
  return EXIT.ok
}

/** Brings a backup back into a data folder without a history. */
export async function restore(
  { file }: Extract<Command, { name: 'restore' }>,
  { folder, output, json, interruption, now }: BackupContext,
): Promise<ExitCode> {
  const lease = acquireLease(folder, { kind: 'cli', pid: process.pid, since: now() })
  if (!lease.ok) {
    output.error(lease.error)
    return lease.error.code === 'journal.locked' ? EXIT.locked : EXIT.failed
  }
  try {
    const staged = await withStop(interruption, (signal) =>
      stageRestore({ folder, file: resolve(file), signal }),
    )
    if (!staged.ok) {
      output.error(staged.error)
      return staged.error.code === 'backup.stopped' ? EXIT.interrupted : EXIT.failed
    }
    finishRestore(folder)
    if (json) await output.json(staged.data)
    else await output.print(words.restored(staged.data))
    return EXIT.ok
  } finally {
    lease.data.release()
  }
}

function withStop<T>(interruption: Interruption, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  interruption.subscribe(() => stop.abort())
  return work(stop.signal)
}
