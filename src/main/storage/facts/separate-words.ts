import { foldText } from '#shared/format/fold.ts'

/** Letters of scripts that write words without blanks between them. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*/gu

/** A text as the index of words takes it: folded as every search, and each letter of an unspaced script a word of its own. */
export const separateWords = (text: string): string => foldText(text).replace(UNSPACED, ' $& ')

/** A search of FTS5 for these words one after another. */
export function toWordSearch(text: string, isBeginning: boolean): string {
  const phrase = `"${separateWords(text).replaceAll('"', '""')}"`
  return isBeginning ? `${phrase} *` : phrase
}
