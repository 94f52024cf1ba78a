import type { DatabaseSync } from 'node:sqlite'
import { mergeTags } from '#shared/model/tags.ts'
import type { JournalCommand, TagJobsCommand } from '#main/storage/journal/journal-command.ts'
import { foldForSearch, readTagsColumn, toTagColumns } from '#main/storage/journal/rows/job-rows.ts'

/** Tags and notes of a person. Each step is one job; done twice it has the effect of once. */
export function createMarkWrites(db: DatabaseSync) {
  const selectTags = db.prepare('SELECT tags FROM jobs WHERE id = ?')
  const setTags = db.prepare('UPDATE jobs SET tags = :tags, tag_text = :tag_text WHERE id = :id')
  const setNote = db.prepare('UPDATE jobs SET note = ?, note_text = ? WHERE id = ?')

  return {
    *tagJobs({ jobIds, add, remove }: TagJobsCommand): Generator<void> {
      for (const id of jobIds) {
        const row = selectTags.get(id)
        if (row !== undefined)
          setTags.run({ id, ...toTagColumns(mergeTags(readTagsColumn(row['tags']), add, remove)) })
        yield
      }
    },

    *noteJobs({ jobIds, note }: Extract<JournalCommand, { kind: 'noteJobs' }>): Generator<void> {
      const text = note === null ? null : foldForSearch(note)
      for (const id of jobIds) {
        setNote.run(note, text, id)
        yield
      }
    },
  }
}
