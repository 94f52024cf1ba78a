/**
 * A text as searches compare it: composed (NFC), since a Mac names files in decomposed letters, and without case. Upper
 * case first makes `ß` equal to `SS`; a Greek sigma at the end of a word is one as any other.
 */
export const foldText = (text: string): string =>
  text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ')
