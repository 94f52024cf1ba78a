import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION, handles } from '#e2e/fixtures/connected.ts'
import { connectionsOf } from '#e2e/pages/connections.ts'
import { frameOf } from '#e2e/pages/frame.ts'
import { runScreenOf } from '#e2e/pages/run.ts'

const JOBS = 20

test('a wrong secret spends a request on every job before anybody is asked', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const started = await launch()
  await connect(started, server, { kind: 'secret', appSecret: 'not-the-secret' })
  const { page } = started
  const run = runScreenOf(page)
  await run.paste(handles(JOBS))
  await run.run()

  const { main } = frameOf(page)
  await expect(main).toContainText(
    'The first 5 answers were refused alike: Filestack refused the policy or signature. Mend the connection, then continue.',
  )
  await expect(run.count('Refused', 5)).toBeVisible()
  expect((await server.ledger()).counts['run']).toBe(5)

  await connectionsOf(page).changeSecurity(CONNECTION, { kind: 'secret', appSecret: server.appSecret })
  await frameOf(page).goTo('Run')
  await run.continueButton.click()
  await expect(run.count('Finished', JOBS)).toBeVisible({ timeout: 30_000 })

  // Every source once, the refused ones included.
  const { runs, counts } = await server.ledger()
  expect(runs.map(({ source }) => source).toSorted()).toEqual(handles(JOBS).split('\n').toSorted())
  expect(counts['run']).toBe(JOBS + 5)
})
