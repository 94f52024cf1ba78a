// A process of its own that writes one run, large enough for its first jobs to reach the disk long before the last one does.
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { newJob, newRun, journalWorkers } from './journals.ts'

const JOB_COUNT = 20_000

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('a folder, please')
const path = 'folder/'.repeat(500)
const jobs = Array.from({ length: JOB_COUNT }, (_, position) =>
  newJob(position, { source: { kind: 'url', url: `https://example.com/${path}${position}.jpg` } }),
)
const journal = await openJournal({ folder, spawn: journalWorkers() })
await journal.writer.createRun(newRun(0, { jobs }))
await journal.close()
