import { existsSync } from 'node:fs'
import { createRedactor, type Redactor } from '#main/redact/redactor.ts'
import { makeNewFilesPrivate } from '#main/lib/file-mode.ts'
import { JournalError } from '#main/storage/journal/journal.ts'
import { makeFolderPrivate } from '#main/storage/private-folder.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { assertNever } from '#shared/model/assert.ts'
import type { Result } from '#shared/model/result.ts'
import { learnSecretParameters } from '#shared/model/secret-parameters.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { readArguments } from './arguments.ts'
import type { Command, CommonOptions } from './command.ts'
import { attach } from './commands/attach.ts'
import { backup, restore, type BackupContext } from './commands/backup.ts'
import { exportJobs } from './commands/export.ts'
import { list } from './commands/list.ts'
import { lookAgain } from './commands/look-again.ts'
import { rerun } from './commands/rerun.ts'
import { resume } from './commands/resume.ts'
import { run } from './commands/run.ts'
import type { RunContext } from './commands/follow-runs.ts'
import { runs } from './commands/runs.ts'
import { sandbox } from './commands/sandbox.ts'
import { show } from './commands/show.ts'
import { status } from './commands/status.ts'
import type { ReadContext } from './commands/read-context.ts'
import { resolveDataFolder } from './workspace/data-folder.ts'
import {
  readConnection,
  readSecretParameters,
  readSecrets,
  type EnvironmentConnection,
} from './workspace/environment.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { watchInterruption, type Interruption } from './interrupt.ts'
import {
  readSavedNames,
  readSavedPresets,
  readSavedSecretParameters,
  readSavedViews,
} from './workspace/saved-names.ts'
import { createOutput, type Output } from './output/output.ts'
import { readResults } from './workspace/read-results.ts'
import { openForReading } from './workspace/open-for-reading.ts'
import { createThreads, type Threads } from './workspace/threads.ts'
import { readVersion } from './version.ts'

interface Process {
  readonly env: NodeJS.ProcessEnv
  readonly entry: string
  readonly redactor: Redactor
  readonly output: Output
  readonly interruption: Interruption
  /** What is said about the environment where requests are made. */
  readonly notices: readonly AppError[]
}

/**
 * Reads the command line, does it, ends the process with its exit code. `entry`: the URL of the module that was started.
 * `environment`: what is said about its variables, or why nothing may be started in it.
 */
export async function main(
  args: readonly string[],
  entry: string,
  environment: Result<readonly AppError[]>,
): Promise<void> {
  const { env, stdout, stderr } = process
  const redactor = createRedactor()
  for (const secret of readSecrets(env)) redactor.learn(secret)
  const output = createOutput({ stdout, stderr, redact: redactor.redact })
  const interruption = watchInterruption(stdout, stderr)
  makeNewFilesPrivate()
  if (!environment.ok) {
    output.error(environment.error)
    process.exitCode = EXIT.usage
    return
  }
  const own = { env, entry, redactor, output, interruption, notices: environment.data }
  const code = await dispatch(args, own)
  // Not `process.exit`: what was written to a pipe has to arrive.
  process.exitCode = code
}

async function dispatch(args: readonly string[], own: Process): Promise<ExitCode> {
  const { output, redactor } = own
  const read = readArguments(args)
  if (!read.ok) {
    output.say(words.usage(read.error))
    return EXIT.usage
  }
  const secretParameters = readSecretParameters(own.env)
  if (!secretParameters.ok) {
    output.say(words.usage(secretParameters.error))
    return EXIT.usage
  }
  learnSecretParameters(secretParameters.data)
  try {
    return await execute(read.data.command, read.data.common, own)
  } catch (cause) {
    if (cause instanceof JournalError) {
      output.error(cause.error)
      return cause.error.code === 'journal.locked' ? EXIT.locked : EXIT.failed
    }
    output.say(redactor.redactError(cause))
    return EXIT.failed
  }
}

async function execute(command: Command, common: CommonOptions, own: Process): Promise<ExitCode> {
  const { output, env, entry } = own
  switch (command.name) {
    case 'help':
      await output.print(words.help)
      return EXIT.ok
    case 'version':
      await output.print(readVersion(entry))
      return EXIT.ok
    case 'sandbox':
      return sandbox(command.flags, own.interruption)
    case 'list':
    case 'export':
    case 'show':
    case 'status':
    case 'runs':
      return reading(command, common, own)
    case 'backup':
      return backup(command, createBackupContext(common, own))
    case 'restore':
      return restore(command, createBackupContext(common, own))
    case 'run':
    case 'resume':
    case 'rerun':
    case 'attach':
    case 'look-again': {
      const connection = common.sandbox ? null : readConnection(env)
      if (connection?.ok === false) {
        output.say(words.usage(connection.error))
        return EXIT.usage
      }
      for (const notice of own.notices) output.error(notice)
      return sending(command, createRunContext(common, connection?.data ?? null, own))
    }
    default:
      return assertNever(command)
  }
}

/** The data folder, closed to others where it is there already. */
function openDataFolder({ dataDir }: CommonOptions, { env, output }: Process): string {
  const folder = resolveDataFolder(dataDir, env)
  if (existsSync(folder)) for (const notice of makeFolderPrivate(folder)) output.error(notice)
  learnSecretParameters(readSavedSecretParameters(folder))
  return folder
}

function createBackupContext(common: CommonOptions, own: Process): BackupContext {
  const { output, interruption } = own
  return { folder: openDataFolder(common, own), output, json: common.json, interruption, now: Date.now }
}

function createRunContext(
  common: CommonOptions,
  connection: EnvironmentConnection | null,
  own: Process,
): RunContext {
  const { env, entry, redactor, output, interruption } = own
  const folder = openDataFolder(common, own)
  const threads: Threads = createThreads(entry)
  const names = readSavedNames(folder, connection?.id ?? null)
  const { stdin } = process
  return {
    folder,
    threads,
    env,
    redactor,
    connection,
    names,
    common,
    output,
    interruption,
    stdin: stdin as AsyncIterable<Uint8Array>,
    now: Date.now,
  }
}

function sending(
  command: Extract<Command, { name: 'run' | 'resume' | 'rerun' | 'attach' | 'look-again' }>,
  context: RunContext,
): Promise<ExitCode> {
  switch (command.name) {
    case 'run':
      return run(command, context)
    case 'resume':
      return resume(command, context)
    case 'rerun':
      return rerun(command, context)
    case 'attach':
      return attach(command, context)
    case 'look-again':
      return lookAgain(command, context)
    default:
      return assertNever(command)
  }
}

async function reading(
  command: Extract<Command, { name: 'list' | 'export' | 'show' | 'status' | 'runs' }>,
  common: CommonOptions,
  own: Process,
): Promise<ExitCode> {
  const { env, entry, output, interruption } = own
  const folder = openDataFolder(common, own)
  const connection = readConnection(env)
  const opened = await openForReading(folder, createThreads(entry), output)
  const context: ReadContext = {
    reader: opened?.reader ?? null,
    readResults: (paths) => readResults(folder, paths, output, interruption.isStopped),
    folder,
    readViews: () => readSavedViews(folder),
    readPresets: () => readSavedPresets(folder),
    names: readSavedNames(folder, connection.ok ? connection.data.id : null),
    output,
    json: common.json,
    now: Date.now,
    isStopped: interruption.isStopped,
    onStop: (stop) => interruption.subscribe(stop),
    secrets: own.redactor.listLearned(),
  }
  try {
    const code = await read(command, context)
    return interruption.isPipeClosed() ? EXIT.ok : code
  } finally {
    await opened?.close()
  }
}

function read(
  command: Extract<Command, { name: 'list' | 'export' | 'show' | 'status' | 'runs' }>,
  context: ReadContext,
): Promise<ExitCode> {
  switch (command.name) {
    case 'list':
      return list(command, context)
    case 'export':
      return exportJobs(command, context)
    case 'show':
      return show(command, context)
    case 'status':
      return status(context)
    case 'runs':
      return runs(command, context)
    default:
      return assertNever(command)
  }
}
