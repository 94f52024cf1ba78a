import { parseArgs } from 'node:util'
import { assertNever } from '#shared/model/assert.ts'
import { readRemoteJobIds } from '#shared/model/remote-job-ids.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { isAliasName } from '#shared/model/source.ts'
import { unwrapId } from '#shared/model/unwrap-id.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { MAX_LIST_ROWS, readWholeNumber, toText, type ArgumentValues } from './argument-values.ts'
import type { Command, CommonOptions, RunLimits } from './command.ts'
import { readExport } from './export-arguments.ts'
import { readList } from './list-arguments.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const COMMON_OPTIONS = { 'data-dir': text, json: flag, help: flag, version: flag } as const
const SENDING_OPTIONS = { sandbox: flag, concurrency: text, rate: text } as const
const LIST_OPTIONS = { limit: text, view: text, count: flag, columns: text, format: text } as const
const EXPORT_OPTIONS = {
  view: text,
  run: text,
  preset: text,
  columns: text,
  format: text,
  separator: text,
  output: { type: 'string', short: 'o' },
} as const
const COMMAND_OPTIONS = {
  help: {},
  run: {
    workflow: text,
    from: text,
    column: text,
    sheet: text,
    'local-files': text,
    alias: text,
    ...SENDING_OPTIONS,
  },
  resume: SENDING_OPTIONS,
  rerun: { failed: text, again: flag, ...SENDING_OPTIONS },
  attach: { job: text, sandbox: flag },
  'look-again': { matching: text, sandbox: flag },
  status: {},
  runs: { limit: text },
  list: LIST_OPTIONS,
  query: LIST_OPTIONS,
  export: EXPORT_OPTIONS,
  show: { raw: flag },
  backup: { replace: flag },
  restore: {},
} as const
const ALL_OPTIONS = {
  ...COMMON_OPTIONS,
  ...COMMAND_OPTIONS.run,
  ...COMMAND_OPTIONS.rerun,
  ...COMMAND_OPTIONS.attach,
  ...COMMAND_OPTIONS['look-again'],
  ...COMMAND_OPTIONS.list,
  ...COMMAND_OPTIONS.export,
  ...COMMAND_OPTIONS.show,
  ...COMMAND_OPTIONS.backup,
} as const
type CommandName = keyof typeof COMMAND_OPTIONS
type Options = Readonly<
  Record<string, typeof text | typeof flag | { readonly type: 'string'; readonly short: string }>
>

/** Reads the command line; the error is a sentence for the person who typed it. */
export function readArguments(
  args: readonly string[],
): Result<{ readonly command: Command; readonly common: CommonOptions }, string> {
  const { index, name } = findCommandWord(args)
  const rest = args.toSpliced(index, 1)
  const plain: CommonOptions = { dataDir: null, json: false, sandbox: false }
  if (name === 'sandbox') return ok({ command: { name, flags: rest }, common: plain })
  const commandName = isCommandName(name) ? name : null
  const options: Options =
    commandName === null ? ALL_OPTIONS : { ...COMMON_OPTIONS, ...COMMAND_OPTIONS[commandName] }
  // What follows a command that does not exist cannot be checked.
  const checked = commandName === null ? args.slice(0, index) : rest
  let values: ArgumentValues
  let positionals: readonly string[]
  try {
    const parsed = parseArgs({ args: checked, options, allowPositionals: true })
    values = parsed.values
    positionals = parsed.positionals
  } catch (cause) {
    return fail(toSentence(cause))
  }
  const common = {
    dataDir: toText(values['data-dir']),
    json: values['json'] === true,
    sandbox: values['sandbox'] === true,
  }
  if (values['help'] === true) return ok({ command: { name: 'help' }, common })
  if (values['version'] === true) return ok({ command: { name: 'version' }, common })
  if (commandName === null) return fail(name === '' ? words.noCommand : words.unknownCommand(name))
  const command = readCommand(commandName, values, positionals)
  return command.ok ? ok({ command: command.data, common }) : command
}

/** The first word that is no option and no value of one; options may stand before it. */
function findCommandWord(args: readonly string[]): { readonly index: number; readonly name: string } {
  const { tokens } = parseArgs({ args: [...args], options: ALL_OPTIONS, strict: false, tokens: true })
  const word = tokens.find((token) => token.kind === 'positional')
  return word === undefined ? { index: args.length, name: '' } : { index: word.index, name: word.value }
}

const isCommandName = (name: string): name is CommandName => Object.hasOwn(COMMAND_OPTIONS, name)

function readCommand(
  name: CommandName,
  values: ArgumentValues,
  positionals: readonly string[],
): Result<Command, string> {
  const [only = ''] = positionals
  const limits = readLimits(values)
  if (!limits.ok) return limits
  switch (name) {
    case 'help':
      return ok({ name })
    case 'run': {
      const workflow = toText(values['workflow'])
      if (workflow === null) return fail(words.noWorkflow)
      const from = toText(values['from'])
      if (from === null && positionals.length === 0) return fail(words.noSources)
      const [column, sheet] = [toText(values['column']), toText(values['sheet'])]
      if (from === null && (column !== null || sheet !== null)) return fail(words.onlyWithList)
      const localFiles = toText(values['local-files'])
      if (localFiles !== null && from === null) return fail(words.localFilesWithoutList)
      const alias = toText(values['alias'])
      if (alias !== null && from === null) return fail(words.aliasWithoutList)
      if (alias !== null && !isAliasName(alias)) return fail(words.badAlias)
      const list = { from, column, sheet, localFiles, alias }
      return ok({ name, workflow, ...list, sources: positionals, ...limits.data })
    }
    case 'resume':
      return ok({ name, runs: positionals.map(unwrapId), ...limits.data })
    case 'rerun': {
      const run = toText(values['failed'])
      if (run === null) return fail(words.failedOnly)
      return positionals.length > 0
        ? fail(words.tooMany(name))
        : ok({ name, run: unwrapId(run), again: values['again'] === true, ...limits.data })
    }
    case 'attach': {
      if (positionals.length !== 1) return fail(words.oneJob)
      const job = toText(values['job'])
      // Also the address of its status.
      const [remoteJobId = unwrapId(only)] = readRemoteJobIds(only)
      return ok({ name, remoteJobId, job: job === null ? null : unwrapId(job) })
    }
    case 'look-again': {
      const query = toText(values['matching'])
      const hasJobs = positionals.length > 0
      return hasJobs === (query !== null)
        ? fail(words.jobsOrQuery)
        : ok({ name, jobs: positionals.map(unwrapId), query })
    }
    case 'status':
      return positionals.length > 0 ? fail(words.tooMany(name)) : ok({ name })
    case 'runs': {
      if (positionals.length > 0) return fail(words.tooMany(name))
      const limit = readWholeNumber(values, 'limit', MAX_LIST_ROWS)
      return limit.ok ? ok({ name, limit: limit.data }) : limit
    }
    case 'list':
    case 'query':
      return readList(name, values, positionals)
    case 'export':
      return readExport(values, positionals)
    case 'show':
      if (positionals.length !== 1) return fail(words.oneJob)
      return ok({ name, job: unwrapId(only), raw: values['raw'] === true })
    case 'backup':
      return positionals.length === 1
        ? ok({ name, file: only, replace: values['replace'] === true })
        : fail(words.oneFile)
    case 'restore':
      return positionals.length === 1 ? ok({ name, file: only }) : fail(words.oneFile)
    default:
      return assertNever(name)
  }
}

function readLimits(values: ArgumentValues): Result<RunLimits, string> {
  const concurrency = readWholeNumber(values, 'concurrency', 256)
  if (!concurrency.ok) return concurrency
  const asked = toText(values['rate'])
  const rate = asked === null ? null : Number(asked)
  if (rate !== null && !(rate > 0 && rate <= 1000)) return fail(words.number('--rate', 1000))
  return ok({ concurrency: concurrency.data, rate })
}

/** What `parseArgs` says, without its advice for programmers. */
function toSentence(cause: unknown): string {
  const [said = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ')
  return `${said.replace(/\.$/, '')}.`
}
