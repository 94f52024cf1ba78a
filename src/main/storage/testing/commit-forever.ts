// A process of its own that changes jobs as fast as it can and names each change once it is acknowledged, until killed.
import { writeSync } from 'node:fs'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { at, newRun, journalWorkers } from './journals.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('a folder, please')
const journal = await openJournal({ folder, spawn: journalWorkers() })
const run = newRun(5_000)
await journal.writer.createRun(run)
let next = 0
await Promise.all(
  Array.from({ length: 32 }, async () => {
    while (next < run.jobs.length) {
      const { id } = at(run.jobs, next)
      next += 1
      const body = new TextEncoder().encode(id)
      await journal.writer.change({
        id,
        from: 'ready',
        to: 'started',
        patch: { remoteJobId: `remote-${id}` },
      })
      await journal.writer.archive({ id, from: 'started', to: 'finished', patch: { summary: 'done' } }, body)
      writeSync(1, `${id}\n`)
    }
  }),
)
