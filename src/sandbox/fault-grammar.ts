import { fail, ok, type Result } from '#shared/model/result.ts'
import {
  FAULT_KINDS,
  SELECTORS,
  faultKindInfo,
  type Fault,
  type FaultKind,
  type Selector,
} from './fault-kinds.ts'

/**
 * Reads `kind[@endpoint][+flag…][:argument][:count][:probability%]`, several separated by commas.
 * The error is a sentence for the person who typed it.
 */
export function parseFaults(text: string): Result<readonly Fault[], string> {
  const faults: Fault[] = []
  for (const part of text.split(',')) {
    const word = part.trim()
    if (word === '') continue
    const fault = parseFault(word)
    if (!fault.ok) return fault
    faults.push(fault.data)
  }
  return ok(faults)
}

/** Writes a fault so that `parseFaults` reads the same fault from it. */
export function formatFault(fault: Fault): string {
  const on = fault.on === undefined ? '' : `@${fault.on}`
  const flags = `${fault.connection === undefined ? '' : `+${fault.connection}`}${fault.accepted === true ? '+accepted' : ''}`
  const argument = fault.argument === undefined ? '' : `:${fault.argument}`
  const count = fault.count === undefined ? '' : `:${fault.count}`
  const chance = fault.probability === undefined ? '' : `:${Number((fault.probability * 100).toFixed(6))}%`
  return `${fault.kind}${on}${flags}${argument}${count}${chance}`
}

function parseFault(word: string): Result<Fault, string> {
  const [head = '', ...values] = word.split(':')
  const [target = '', ...flags] = head.split('+')
  const [kind = '', on, ...more] = target.split('@')
  if (!isKind(kind)) return fail(`“${kind}” is no fault. Known: ${Object.keys(FAULT_KINDS).join(', ')}.`)
  if (more.length > 0 || (on !== undefined && !isSelector(on)))
    return fail(
      `“${word}”: “${target.slice(kind.length + 1)}” is no endpoint. Known: ${SELECTORS.join(', ')}.`,
    )
  const unknown = flags.find((flag) => !['fresh', 'reused', 'accepted'].includes(flag))
  if (unknown !== undefined) return fail(`“${word}”: “${unknown}” is none of fresh, reused, accepted.`)
  const info = faultKindInfo(kind)
  const first = info.argument === undefined ? undefined : values.shift()
  const argument =
    first === undefined || info.argument === undefined ? null : readMeasure(first, info.argument)
  if (info.argument !== undefined && argument === null)
    return fail(`“${word}” needs a ${info.argument}: ${EXAMPLE[info.argument]}.`)
  const repetition = readRepetition(values)
  if (repetition === null) return fail(`“${word}” has to end in a count (“:3”) or a probability (“:20%”).`)
  return ok({
    kind,
    ...(on === undefined ? {} : { on }),
    ...(flags.includes('reused') ? { connection: 'reused' } : {}),
    ...(flags.includes('fresh') ? { connection: 'fresh' } : {}),
    ...(flags.includes('accepted') ? { accepted: true } : {}),
    ...(argument === null ? {} : { argument }),
    ...repetition,
  })
}

const EXAMPLE = { duration: '“500ms” or “2s”', bytes: '“100MB”', number: '“10”' } as const

function isKind(text: string): text is FaultKind {
  return Object.hasOwn(FAULT_KINDS, text)
}

function isSelector(text: string): text is Selector {
  return SELECTORS.some((selector) => selector === text)
}

function readRepetition(values: readonly string[]): Pick<Fault, 'count' | 'probability'> | null {
  const hasCount = /^[1-9]\d*$/.test(values[0] ?? '')
  const [chance, ...more] = hasCount ? values.slice(1) : values
  const count = hasCount ? { count: Number(values[0]) } : {}
  if (chance === undefined) return count
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(chance)?.[1]
  if (percent === undefined || Number(percent) > 100 || more.length > 0) return null
  return { ...count, probability: Number(percent) / 100 }
}

/** Milliseconds, bytes (1 kB = 1000) or a bare number. */
function readMeasure(text: string, unit: 'duration' | 'bytes' | 'number'): number | null {
  const units: Readonly<Record<string, number>> =
    unit === 'duration'
      ? { '': 1, ms: 1, s: 1000, min: 60_000, h: 3_600_000 }
      : unit === 'bytes'
        ? { '': 1, B: 1, kB: 1000, MB: 1_000_000, GB: 1_000_000_000 }
        : { '': 1 }
  const [, digits, name = ''] = /^(-?\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text) ?? []
  const factor = Object.hasOwn(units, name) ? units[name] : undefined
  if (digits === undefined || factor === undefined) return null
  const value = Math.round(Number(digits) * factor)
  // Only `skew` may be negative: a clock can be behind. A delay below zero acts as zero.
  return unit === 'duration' || value > 0 ? value : null
}
