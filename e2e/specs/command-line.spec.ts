import { expect, test } from '#e2e/fixtures/app.ts'
import { flowbench, listJobs } from '#e2e/fixtures/command-line.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { TAGGING } from '#sandbox/workflows.ts'

const JOBS = 3

// Would catch: a command that writes to the journal of a running app, or cannot read it.
test('a command beside the running app reads its history and changes nothing', async ({
  launch,
  startSandbox,
}) => {
  // Long enough for three commands, one after the other, on a busy machine.
  const server = await startSandbox({ lengthFactor: 10 })
  const started = await launch()
  const { userData } = started
  await connect(started, server)
  const run = createRunScreen(started.page)
  await run.paste(handles(JOBS))
  await run.run()
  await expect(run.count('Running', JOBS)).toBeVisible()

  const env = { FLOWBENCH_API_KEY: server.apiKey, FLOWBENCH_CDN_URL: server.url }
  const refused = await flowbench(userData, ['run', '--workflow', TAGGING.id, 'src://a/b.png'], env)
  expect(refused.code).toBe(4)
  expect(refused.stderr).toContain(String(await started.app.evaluate(() => process.pid)))
  expect((await listJobs(userData)).map(({ state }) => state)).toEqual(Array(JOBS).fill('started'))
  const status = await flowbench(userData, ['status'])
  expect(status.code).toBe(0)
  expect(status.stdout).toContain(`${JOBS} running`)

  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 30_000 })
  const accepted = await server.runs()
  expect(accepted).toHaveLength(JOBS)
  const [newest] = await listJobs(userData)
  expect(newest?.jobid).toBe(accepted.find(({ source }) => source === newest?.source)?.jobid)
  const shown = await flowbench(userData, ['show', '--raw', newest?.job ?? ''])
  expect(shown.stdout).toBe(await server.body(newest?.jobid ?? ''))
})
