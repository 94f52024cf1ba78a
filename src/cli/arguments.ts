import { parseArgs } from 'node:util'
import { assertNever } from '#shared/model/assert.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import { cliWords as words } from '#shared/text/cli.ts'

/** Options of every command. */
export interface Common {
  /** Null: the app's own. */
  readonly dataDir: string | null
  readonly json: boolean
  /** The built-in stand-in in place of a connection, for the commands that send. */
  readonly sandbox: boolean
}

export interface RunLimits {
  readonly concurrency: number | null
  /** Requests a second. */
  readonly rate: number | null
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | ({
      readonly name: 'run'
      readonly workflow: string
      /** `-` for standard input. */
      readonly from: string | null
      readonly sources: readonly string[]
    } & RunLimits)
  | ({ readonly name: 'resume'; readonly runs: readonly string[] } & RunLimits)
  | ({ readonly name: 'rerun'; readonly run: string } & RunLimits)
  | { readonly name: 'attach'; readonly remoteJobId: string; readonly job: string | null }
  | { readonly name: 'status' }
  | { readonly name: 'list'; readonly query: string; readonly limit: number | null }
  | { readonly name: 'show'; readonly job: string; readonly raw: boolean }
  /** Its own flags, read by the sandbox. */
  | { readonly name: 'sandbox'; readonly flags: readonly string[] }

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const COMMON = { 'data-dir': text, json: flag, help: flag, version: flag } as const
const SENDING = { sandbox: flag, concurrency: text, rate: text } as const
const OWN = {
  help: {},
  run: { workflow: text, from: text, ...SENDING },
  resume: SENDING,
  rerun: { failed: text, ...SENDING },
  attach: { job: text, sandbox: flag },
  status: {},
  list: { limit: text },
  show: { raw: flag },
} as const
const EVERY = { ...COMMON, ...OWN.run, ...OWN.rerun, ...OWN.attach, ...OWN.list, ...OWN.show } as const
type Known = keyof typeof OWN
type Options = Readonly<Record<string, typeof text | typeof flag>>

const MOST_ROWS = 10_000_000

/** Reads the command line; the error is a sentence for the person who typed it. */
export function readArguments(
  args: readonly string[],
): Result<{ readonly command: Command; readonly common: Common }, string> {
  const { at, name } = commandWord(args)
  const rest = args.toSpliced(at, 1)
  const plain: Common = { dataDir: null, json: false, sandbox: false }
  if (name === 'sandbox') return ok({ command: { name, flags: rest }, common: plain })
  const known = isKnown(name) ? name : null
  const options: Options = known === null ? EVERY : { ...COMMON, ...OWN[known] }
  // What follows a command that does not exist cannot be judged.
  const judged = known === null ? args.slice(0, at) : rest
  let values: Readonly<Record<string, string | boolean | undefined>>
  let positionals: readonly string[]
  try {
    const parsed = parseArgs({ args: judged, options, allowPositionals: true })
    values = parsed.values
    positionals = parsed.positionals
  } catch (cause) {
    return fail(sentence(cause))
  }
  const common = {
    dataDir: textOf(values['data-dir']),
    json: values['json'] === true,
    sandbox: values['sandbox'] === true,
  }
  if (values['help'] === true) return ok({ command: { name: 'help' }, common })
  if (values['version'] === true) return ok({ command: { name: 'version' }, common })
  if (known === null) return fail(name === '' ? words.noCommand : words.unknownCommand(name))
  const command = commandOf(known, values, positionals)
  return command.ok ? ok({ command: command.data, common }) : command
}

/** The first word that is no option and no value of one; options may stand before it. */
function commandWord(args: readonly string[]): { readonly at: number; readonly name: string } {
  const { tokens } = parseArgs({ args: [...args], options: EVERY, strict: false, tokens: true })
  const word = tokens.find((token) => token.kind === 'positional')
  return word === undefined ? { at: args.length, name: '' } : { at: word.index, name: word.value }
}

const isKnown = (name: string): name is Known => Object.hasOwn(OWN, name)

function commandOf(
  name: Known,
  values: Readonly<Record<string, string | boolean | undefined>>,
  words_: readonly string[],
): Result<Command, string> {
  const [only = ''] = words_
  const limits = limitsOf(values)
  if (!limits.ok) return limits
  switch (name) {
    case 'help':
      return ok({ name })
    case 'run': {
      const workflow = textOf(values['workflow'])
      if (workflow === null) return fail(words.noWorkflow)
      const from = textOf(values['from'])
      if (from === null && words_.length === 0) return fail(words.noSources)
      return ok({ name, workflow, from, sources: words_, ...limits.data })
    }
    case 'resume':
      return ok({ name, runs: words_, ...limits.data })
    case 'rerun': {
      const run = textOf(values['failed'])
      if (run === null) return fail(words.failedOnly)
      return words_.length > 0 ? fail(words.tooMany(name)) : ok({ name, run, ...limits.data })
    }
    case 'attach':
      if (words_.length !== 1) return fail(words.oneJob)
      return ok({ name, remoteJobId: only.trim(), job: textOf(values['job']) })
    case 'status':
      return words_.length > 0 ? fail(words.tooMany(name)) : ok({ name })
    case 'list': {
      const limit = wholeNumber(values, 'limit', MOST_ROWS)
      return limit.ok ? ok({ name, query: words_.join(' '), limit: limit.data }) : limit
    }
    case 'show':
      if (words_.length !== 1) return fail(words.oneJob)
      return ok({ name, job: only.trim(), raw: values['raw'] === true })
    default:
      return assertNever(name)
  }
}

function limitsOf(values: Readonly<Record<string, string | boolean | undefined>>): Result<RunLimits, string> {
  const concurrency = wholeNumber(values, 'concurrency', 256)
  if (!concurrency.ok) return concurrency
  const asked = textOf(values['rate'])
  const rate = asked === null ? null : Number(asked)
  if (rate !== null && !(rate > 0 && rate <= 1000)) return fail(words.number('--rate', 1000))
  return ok({ concurrency: concurrency.data, rate })
}

function wholeNumber(
  values: Readonly<Record<string, string | boolean | undefined>>,
  name: string,
  most: number,
): Result<number | null, string> {
  const asked = textOf(values[name])
  if (asked === null) return ok(null)
  const number = Number(asked)
  const isOne = asked.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= most
  return isOne ? ok(number) : fail(words.wholeNumber(`--${name}`, 1, most))
}

const textOf = (value: string | boolean | undefined): string | null =>
  typeof value === 'string' ? value : null

/** What `parseArgs` says, without its advice for programmers. */
function sentence(cause: unknown): string {
  const [said = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ')
  return `${said.replace(/\.$/, '')}.`
}
