/**
 * A text as searches compare it: composed (NFC), since a Mac names files in decomposed letters, and without case. Upper
 * case first makes `ß` equal to `SS`; a Greek sigma at the end of a word is one as any other. A NUL, and half of a surrogate pair, become
 * the sign for a character that cannot be shown: SQLite compares no pattern with what stands behind a NUL, and holds no half.
 */
export const foldText = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('\0', '\u{fffd}')
