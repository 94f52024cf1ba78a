/**
 * The order of two numbers as JSON writes them, by all of their digits: integers over 2^53 and numbers like `1e400` are no
 * others than they are written.
 */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)]
  if (left !== right) return left < right ? -1 : 1
  if (a === b) return 0
  // Short numbers that are read alike are alike.
  if (a.length < MAX_EXACT_LENGTH && b.length < MAX_EXACT_LENGTH && Number.isFinite(left) && left !== 0)
    return 0
  return compareExactly(toDecimal(a), toDecimal(b))
}

/** 15 digits are exact as a number, whatever the exponent, while it does not vanish. */
const MAX_EXACT_LENGTH = 16

interface Decimal {
  readonly sign: -1 | 0 | 1
  /** Without zeros at either end. */
  readonly digits: string
  /** The value is `0.digits` times ten to this power. */
  readonly power: number
}

function toDecimal(text: string): Decimal {
  const [, minus, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text) ?? []
  const all = whole + fraction
  const digits = all.replace(/^0+/, '')
  const power = whole.length - (all.length - digits.length) + Number(exponent)
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return { sign: 0, digits: '', power: 0 }
  return { sign: minus === '-' ? -1 : 1, digits: significant, power }
}

function compareExactly(a: Decimal, b: Decimal): number {
  if (a.sign !== b.sign) return a.sign - b.sign
  if (a.power !== b.power) return a.sign * (a.power < b.power ? -1 : 1)
  if (a.digits === b.digits) return 0
  return a.sign * (a.digits < b.digits ? -1 : 1)
}
