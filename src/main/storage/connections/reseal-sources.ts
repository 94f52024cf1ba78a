import type { Journal, SealedRow } from '#main/storage/journal/journal.ts'
import type { Keyring } from './keyring.ts'

/** Ciphertexts opened between two writes: a commit takes a few ms, and the engine's own commits go on between them. */
const PAGE_ROWS = 200
/** So many of the oldest are tried until one opens. The command line seals with a key of its own, which the app has not. */
const MAX_TRIED_ROWS = 10_000

/**
 * Encrypts the links of the history anew when the system has a newer key, before it forgets the one they were sealed with.
 * The newest come first, and the oldest tells whether anything is to be done: so a walk that was cut off is begun again at the
 * next start. Answers how many were encrypted anew.
 */
export async function resealSources(
  { reader, writer, readOnly }: Pick<Journal, 'reader' | 'writer' | 'readOnly'>,
  keyring: Keyring,
): Promise<number> {
  if (readOnly || keyring.kind === 'none' || !(await isOldestOutdated(reader, keyring))) return 0
  let resealed = 0
  for await (const rows of readRows(reader, 'newest', PAGE_ROWS)) {
    const renewed: SealedRow[] = []
    for (const row of rows) {
      const opened = await keyring.openAndCheck(row.ciphertext)
      if (opened?.isOutdated === true) renewed.push({ ...row, ciphertext: await keyring.seal(opened.text) })
    }
    if (renewed.length > 0) await writer.resealSources(renewed)
    resealed += renewed.length
  }
  return resealed
}

/** Of the ciphertexts that open at all. */
async function isOldestOutdated(reader: Journal['reader'], keyring: Keyring): Promise<boolean> {
  let tried = 0
  // Mostly the first one opens, so few are read at once.
  for await (const rows of readRows(reader, 'oldest', 10)) {
    for (const { ciphertext } of rows) {
      const opened = await keyring.openAndCheck(ciphertext)
      if (opened !== null) return opened.isOutdated
    }
    tried += rows.length
    if (tried >= MAX_TRIED_ROWS) return false
  }
  return false
}

async function* readRows(
  reader: Journal['reader'],
  first: 'newest' | 'oldest',
  pageRows: number,
): AsyncGenerator<readonly SealedRow[]> {
  let after: number | null = null
  for (;;) {
    const rows: readonly SealedRow[] = await reader.sealedRows(first, after, pageRows)
    if (rows.length > 0) yield rows
    if (rows.length < pageRows) return
    after = rows.at(-1)?.row ?? null
  }
}
