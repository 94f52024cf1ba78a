import { openDerived } from './derived-database.ts'
import { DerivedWriter, type FollowedResult } from './derived-writer.ts'
import { separateWords } from './separate-words.ts'

/** Only the index of the words: the texts themselves are in the results. */
const FORM = {
  name: 'words',
  version: 1,
  schema: `CREATE VIRTUAL TABLE words USING
    fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`,
} as const

/** A word that no text has, between two texts: words of both are not found as one phrase. */
const BETWEEN = '\n\u{f8ff}\n'

/** Opens the index of words for writing. Throws where SQLite has no FTS5 (`isMissingModule`). */
export function openWordsWriter(folder: string): DerivedWriter {
  const db = openDerived(folder, FORM)
  const remove = db.prepare('DELETE FROM words WHERE rowid = ?')
  const insert = db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)')
  const add = ({ job, read }: FollowedResult): void => {
    remove.run(job)
    const texts = read?.texts.filter((text) => text !== '') ?? []
    if (texts.length > 0) insert.run(job, texts.map(separateWords).join(BETWEEN))
  }
  return new DerivedWriter(db, { add })
}
