/** Fewer characters than these prove nothing. */
const MIN_CHARACTERS = 2
/** Any Japanese text has at least this share of kana. */
const MIN_KANA_SHARE = 0.2
const MIN_USUAL_SHARE = 0.9
const MIN_THAI_VOWELS_SHARE = 0.15

type Pair = readonly [lead: number, trail: number]
type Bytes = readonly number[]

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to

/**
 * The encoding of East Asian words whose characters are two bytes each, and of Thai ones; null: it is another one. These words
 * tell it by the ranges of their bytes, even if there are only a few of them.
 */
export function multiByteEncoding(words: Uint8Array): string | null {
  const bytes = [...words]
  const japanese = pairsOf(bytes, isShiftJisLead, (byte) => within(byte, 0x40, 0xfc) && byte !== 0x7f)
  if (japanese !== null && shareOf(japanese, ([lead]) => lead === 0x82 || lead === 0x83) >= MIN_KANA_SHARE)
    return 'Shift_JIS'
  const even = pairsOf(bytes, isEucByte, isEucByte)
  if (even !== null) {
    if (shareOf(even, ([lead]) => lead === 0xa4 || lead === 0xa5) >= MIN_KANA_SHARE) return 'EUC-JP'
    if (shareOf(even, isHangul) >= MIN_USUAL_SHARE && even.length > MIN_CHARACTERS) return 'EUC-KR'
    if (shareOf(even, isCommonHanzi) >= MIN_USUAL_SHARE && shareOf(even, isNoLetter) > 0) return 'GB18030'
  }
  const traditional = pairsOf(bytes, isEucByte, (byte) => within(byte, 0x40, 0x7e) || isEucByte(byte))
  if (
    traditional !== null &&
    shareOf(traditional, ([lead]) => within(lead, 0xa4, 0xc6)) >= MIN_USUAL_SHARE &&
    traditional.some(([, trail]) => trail < 0x80)
  )
    return 'Big5'
  return isThai(bytes) ? 'windows-874' : null
}

const isEucByte = (byte: number): boolean => within(byte, 0xa1, 0xfe)
const isShiftJisLead = (byte: number): boolean => within(byte, 0x81, 0x9f) || within(byte, 0xe0, 0xfc)
const isHangul = ([lead]: Pair): boolean => within(lead, 0xb0, 0xc8)
const isCommonHanzi = ([lead]: Pair): boolean => within(lead, 0xb0, 0xd7) || within(lead, 0xa1, 0xa3)
/** Cyrillic, Greek, Hebrew and Arabic have hardly a letter here. */
const isNoLetter = ([lead, trail]: Pair): boolean => within(lead, 0xb0, 0xbf) || within(trail, 0xa1, 0xbf)

/** Characters of two bytes; null where a byte is left over, or there are too few. */
function pairsOf(
  bytes: Bytes,
  isLead: (byte: number) => boolean,
  isTrail: (byte: number) => boolean,
): readonly Pair[] | null {
  const pairs: Pair[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[at + 1] ?? 0
    if (!isLead(lead) || !isTrail(trail)) return null
    pairs.push([lead, trail])
    at += 1
  }
  return pairs.length < MIN_CHARACTERS ? null : pairs
}

const shareOf = (pairs: readonly Pair[], holds: (pair: Pair) => boolean): number =>
  pairs.filter(holds).length / pairs.length

/** Consonants, and vowels above, below and before them. */
function isThai(bytes: Bytes): boolean {
  const foreign = bytes.filter((byte) => byte >= 0x80)
  if (foreign.length < MIN_CHARACTERS * 2) return false
  const isLetter = (byte: number): boolean => within(byte, 0xa1, 0xda) || within(byte, 0xdf, 0xfb)
  const vowels = foreign.filter((byte) => within(byte, 0xd0, 0xda) || within(byte, 0xe0, 0xec))
  const consonants = foreign.filter((byte) => within(byte, 0xa1, 0xbf))
  return (
    foreign.every(isLetter) &&
    vowels.length >= foreign.length * MIN_THAI_VOWELS_SHARE &&
    consonants.length >= foreign.length / 4
  )
}
