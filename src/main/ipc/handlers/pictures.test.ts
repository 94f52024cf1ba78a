import { expect, onTestFinished, test } from 'vitest'
import { startHarness } from '#main/ipc/testing/ipc-harness.ts'
import { newJob, newRun } from '#main/storage/testing/journals.ts'

// Would catch: the password of a link told to the window as the host that would be asked.
test('of a link that carries a password only its host is told', async () => {
  const { must, journal, keyring } = await startHarness(onTestFinished)
  const url = 'https://person:CANARYpassword@pictures.example/a.jpg'
  const job = newJob(0, {
    source: { kind: 'url', url: 'https://pictures.example/a.jpg', sealed: true },
    sealed: await keyring.seal(JSON.stringify({ kind: 'url', url })),
  })
  await journal.writer.createRun(newRun(0, { jobs: [job] }))
  expect(await must('pictures.look', { jobId: job.id })).toEqual({
    kind: 'obtainable',
    host: 'pictures.example',
  })
})
