import { analyse } from 'chardet'
import iconv from 'iconv-lite'
import { multiByteEncoding } from './multi-byte-encoding.ts'

/** Where nothing speaks for another one: what Windows wrote for most of the world. */
const FALLBACK = 'windows-1252'
const MIN_CONFIDENCE = 20
/** Different letters beyond ASCII: fewer speak for no language. */
const MIN_LETTERS = 4
const WORDS = /[^\s;,"]+/g
const FOREIGN_LETTER = /[\u0080-\u00FF]/
const FOREIGN_SCRIPT_SHARE = 0.6
/** Encodings of the Latin alphabet. */
const LATIN = /^(?:ISO-8859-(?:1|2|9)|windows-125[02478])$/i
/** What else Latin letters are written in: Excel on a Mac, and Central Europe. */
const OTHER_LATIN = ['macintosh', 'windows-1250']
/** What Cyrillic is written in: the case of its letters tells them apart. */
const CYRILLIC = ['windows-1251', 'koi8-r', 'ibm866']
const CYRILLIC_WORDS = /^[\p{Script=Cyrillic}\p{ASCII}«»–—№…“”„ ]+$/u
/** ISO encodings as people mean them: Windows writes more letters under the same name. */
const WINDOWS_NAMES: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-5': 'windows-1251',
  'ISO-8859-6': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
}

/** The likely encoding of a text that is not UTF-8. */
export function likelyEncoding(bytes: Buffer): string {
  // Links and codes are left out: their ASCII letters would count for the languages that need no others.
  const words = (bytes.toString('latin1').match(WORDS) ?? []).filter((word) => FOREIGN_LETTER.test(word))
  const telling = Buffer.from(words.join(' '), 'latin1')
  const multiByte = multiByteEncoding(telling)
  if (multiByte !== null) return multiByte
  const byLetters = byLanguage(telling)
  // Latin words that no language writes were read by the wrong table.
  if (!LATIN.test(byLetters) && byLetters !== FALLBACK) return byLetters
  const oddities = countOddities(iconv.decode(telling, byLetters))
  if (oddities === 0) return byLetters
  return OTHER_LATIN.find((other) => countOddities(iconv.decode(telling, other)) < oddities / 2) ?? byLetters
}

function byLanguage(telling: Buffer): string {
  if (new Set(telling.filter((byte) => byte >= 0x80)).size < MIN_LETTERS) return FALLBACK
  // Cyrillic and Greek words have hardly an ASCII letter, Western words hardly another one.
  const foreign = telling.filter((byte) => byte >= 0x80).length
  const isForeignScript = foreign > telling.length * FOREIGN_SCRIPT_SHARE
  for (const { name, confidence } of analyse(telling)) {
    const isLatin = LATIN.test(name)
    if (isLatin === isForeignScript) continue
    if ((isLatin && confidence < MIN_CONFIDENCE) || name.startsWith('UTF-') || name.startsWith('ISO-2022'))
      continue
    const encoding = WINDOWS_NAMES[name] ?? name
    if (!iconv.encodingExists(encoding) || isMisread(iconv.decode(telling, encoding))) continue
    return encoding
  }
  return (isForeignScript ? cyrillicEncoding(telling) : null) ?? FALLBACK
}

/** A few words of Cyrillic speak for no language, and they are written in no other table without an oddity. */
const cyrillicEncoding = (telling: Buffer): string | null =>
  CYRILLIC.find((encoding) => {
    const text = iconv.decode(telling, encoding)
    return CYRILLIC_WORDS.test(text) && countOddities(text) === 0
  }) ?? null

/** A fifth of its words have letters that cannot stand there. */
const isMisread = (text: string): boolean => countOddities(text) > text.split(' ').length / 5

/** Signs within words, foreign capitals behind small letters (`éZ` is no oddity, `fŽ` is), letters of two alphabets in one word. */
const ODDITIES =
  /\uFFFD|[\u0080-\u009F]|\p{L}[^\p{L}\p{M}\p{N}\s!-~’‘´`«»„“”–—…·°º]|[^\p{L}\p{M}\p{N}\s!-~’‘´`«»„“”–—…·°º€£§©®™¿¡]\p{L}|\p{Ll}[^\P{Lu}A-Z]|[A-Za-z][\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][A-Za-z]/gu

const countOddities = (text: string): number => text.match(ODDITIES)?.length ?? 0
