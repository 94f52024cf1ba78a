import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const JOBS = 20

// Would catch: a wrong secret that costs one request for every job.
test('with a wrong secret a run pauses after five refusals, and goes on when the secret is corrected', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const started = await launch()
  await connect(started, server, { kind: 'secret', appSecret: 'not-the-secret' })
  const { page } = started
  const run = createRunScreen(page)
  await run.paste(handles(JOBS))
  await run.run()

  const { main } = createAppFrame(page)
  await expect(main).toContainText(
    '5 answers in a row were refused, the last one: The service refused the policy or signature. Mend the connection, then continue.',
  )
  await expect(run.count('Refused', 5)).toBeVisible()
  expect((await server.ledger()).counts['run']).toBe(5)

  await createConnectionsScreen(page).changeSecurity(CONNECTION, {
    kind: 'secret',
    appSecret: server.appSecret,
  })
  await createAppFrame(page).goTo('Run')
  await run.continueButton.click()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 30_000 })

  // Every source once, the refused ones included.
  const { runs, counts } = await server.ledger()
  expect(runs.map(({ source }) => source).toSorted()).toEqual(handles(JOBS).split('\n').toSorted())
  expect(counts['run']).toBe(JOBS + 5)
})
