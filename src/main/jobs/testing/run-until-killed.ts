// A process of its own with an engine on the real clock: takes up what an earlier one left (the first one makes a run),
// and goes on until it is killed or the run is done. Arguments: folder, sandbox URL, API key, app secret, jobs.
import { writeSync } from 'node:fs'
import { createEngineServices } from '#main/jobs/create-engine-services.ts'
import { systemClock } from '#main/lib/system-clock.ts'
import { openJournal } from '#main/storage/journal/open-journal.ts'
import { newId, journalWorkers } from '#main/storage/testing/journals.ts'
import { QUIET_PORTS } from './ports.ts'
import { CONNECTION, handles, MODERATION } from './engine-harness.ts'

const [folder = '', url = '', apiKey = '', appSecret = '', jobs = ''] = process.argv.slice(2)
const journal = await openJournal({ folder, spawn: journalWorkers() })
const { engine } = createEngineServices({
  journal,
  ports: {
    ...QUIET_PORTS,
    clock: systemClock,
    random: Math.random,
    newId,
    credentials: () =>
      Promise.resolve({
        ok: true,
        data: {
          apiKey,
          hosts: { cdn: url, api: url, upload: url },
          sourceEncoding: 'percent',
          security: { kind: 'secret', appSecret },
        },
      }),
    onRun: (run) => {
      if (run.state === 'done') void finish()
    },
    onNotice: (error) => void writeSync(2, `${error.message}\n`),
  },
})

async function finish(): Promise<void> {
  await engine.close(1000)
  await journal.close()
  writeSync(1, 'done\n')
  process.exit(0)
}

await engine.start('continue')
if ((await journal.reader.runs({}, 1)).length === 0) {
  const created = await engine.createRun({
    connectionId: CONNECTION,
    workflowId: MODERATION,
    jobs: handles(Number(jobs)).map((handle) => ({ source: { kind: 'handle', handle }, sealed: null })),
  })
  if (!created.ok) throw new Error(created.error.message)
}
writeSync(1, 'going\n')
