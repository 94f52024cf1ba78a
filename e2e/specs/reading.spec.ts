import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, handles } from '#e2e/fixtures/connected.ts'
import { createGestures } from '#e2e/fixtures/gestures.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { paste } from '#e2e/pages/paste.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const PATIENT = { timeout: 60_000 }

// Would catch: a value that arrives in quotes and has to be taken out of them by hand.
test('a value is copied as it is, by a click and a key', async ({ launch }) => {
  const { page, clipboardText } = await launch()
  const run = createRunScreen(page)
  const job = createJobView(page)
  await run.paste(handles(1))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
  await run.jobs.rows.first().click()
  await job.tab('JSON')
  const value = job.view.getByRole('treeitem', { name: /^status: / })
  await expect(value).toBeVisible()
  const gestures = createGestures()
  await gestures.click(value)
  await gestures.do(() => page.keyboard.press('ControlOrMeta+c'))
  await expect.poll(clipboardText).toBe('Finished')
  expect(gestures.count()).toBe(2)
  await page.keyboard.press('ControlOrMeta+Shift+c')
  await expect.poll(clipboardText).toContain('status')
  await value.getByRole('button', { name: 'Copy with quotes' }).click()
  await expect.poll(clipboardText).toBe('"Finished"')
})

// Would catch: an expired policy that sends the person through the settings and back by hand.
test('an expired policy is mended in four gestures, and the run goes', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.05 })
  const started = await launch()
  const { page } = started
  const expired = signedPolicy(server.appSecret, 1_600_000_000)
  await connect(started, server, { kind: 'policy', ...expired })
  const run = createRunScreen(page)
  const { main } = createAppFrame(page)
  await run.paste(handles(2))
  await expect(run.blocked).toContainText('ended on')
  const { policy, signature } = signedPolicy(server.appSecret, inAnHour())
  const gestures = createGestures()
  await gestures.click(run.blocked.getByRole('button', { name: 'Open Connections' }))
  await expect(main.getByRole('textbox', { name: 'Policy', exact: true })).toBeFocused()
  // As it stands in a URL, its padding lost on the way.
  await gestures.do(() => paste(page, `security=p:${policy.replace(/=+$/, '')},s:${signature}`))
  await gestures.click(main.getByRole('button', { name: 'Save' }))
  await gestures.click(run.runButton)
  await expect(run.count('Finished', 2)).toBeVisible(PATIENT)
  expect(gestures.count()).toBe(4)
})
