import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/app.ts'
import { requestFromMain, readEvents, collectEvents } from '#e2e/fixtures/bridge.ts'
import { connect, CONNECTION, handle } from '#e2e/fixtures/connected.ts'
import { findFilesWith } from '#e2e/fixtures/search-folder.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const TOPICS = [
  'settings.changed',
  'connections.changed',
  'jobs.changed',
  'runs.changed',
  'app.notice',
  'app.command',
]
const SIGNED_QUERY = 'c0ffee1234567890abcdefc0ffee1234567890abcdefc0ffee1234567890abcd'
const PRESIGNED = `https://bucket.s3.eu-west-1.amazonaws.com/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F20261124%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20261124T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=${SIGNED_QUERY}`

// Would catch: a secret that leaves the memory of main.
test('a secret never comes back to the page, into the log or onto the disk in clear', async ({
  launch,
  startSandbox,
}) => {
  const server = await startSandbox({ security: 'required', lengthFactor: 0.2 })
  const pair = signedPolicy(server.appSecret, inAnHour())
  const secrets = [server.appSecret, pair.policy, pair.signature, SIGNED_QUERY]
  const started = await launch()
  const { page, userData } = started
  await collectEvents(page, TOPICS)

  await connect(started, server, { kind: 'secret', appSecret: server.appSecret })
  const run = createRunScreen(page)
  await run.paste(handle(1))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible()
  // A result may name the link it was made from and is kept as received: this one gets none.
  await server.setFaults('reset-after-accept@run')
  await run.newRun.click()
  await run.paste(PRESIGNED)
  await run.run()
  await expect(run.count('May have started', 1)).toBeVisible()
  // Both went out whole: what follows looks for secrets that were really used.
  expect((await server.runs()).map(({ source }) => source)).toEqual([handle(1), PRESIGNED])
  await server.setFaults('')
  await expectNotInPage(page, secrets)

  await createConnectionsScreen(page).changeSecurity(CONNECTION, { kind: 'policy', ...pair })
  await expectNotInPage(page, secrets)
  await (await createConnectionsScreen(page).test(CONNECTION, handle(1))).first().waitFor()
  await expectNotInPage(page, secrets)
  const history = createHistoryScreen(page)
  await history.open()
  await history.jobs.row(handle(1)).click()
  await expect
    .poll(async () => (await createJobView(page).requests()).join('\n'))
    .toContain('security=p:…,s:…')
  await expectNotInPage(page, secrets)

  await test.step('in what main sends to the page', async () => {
    const answers = [await readEvents(page)]
    const reads: readonly (readonly [string, unknown])[] = [
      ['app.info', undefined],
      ['settings.get', undefined],
      ['connections.list', undefined],
      ['runs.list', { active: false, limit: 10 }],
      ['jobs.page', { filter: {}, before: null, limit: 10 }],
    ]
    for (const [route, input] of reads)
      answers.push(JSON.stringify(await requestFromMain(page, route, input)))
    expect(answers.join('\n')).toContain(CONNECTION)
    for (const secret of secrets) expect(answers.join('\n')).not.toContain(secret)
  })

  await test.step('on the disk', async () => {
    await started.quit()
    expect(existsSync(join(userData, 'logs'))).toBe(true)
    expect(findFilesWith(userData, secrets)).toEqual([])
    // And it is there, as ciphertext: or the app would have forgotten it.
    expect(readFileSync(join(userData, 'connections.json'), 'utf8')).toMatch(/"sealed":\s*"[\w+/=]{40,}"/)
    expect(findFilesWith(userData, [CONNECTION])).not.toEqual([])
  })

  await test.step('and is at hand after a restart', async () => {
    const again = await launch({ userData })
    await createAppFrame(again.page).goTo('Connections')
    await expect(createConnectionsScreen(again.page).row(CONNECTION)).toContainText('policy until')
    const goOn = createRunScreen(again.page)
    await createAppFrame(again.page).goTo('Run')
    await goOn.paste(handle(3))
    await goOn.run()
    await expect(goOn.jobs.row(handle(3))).toContainText('Finished')
  })
})

/** Neither in the markup nor in a field. */
async function expectNotInPage(page: Page, secrets: readonly string[]): Promise<void> {
  const shown = await page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')] as (
      | HTMLInputElement
      | HTMLTextAreaElement
    )[]
    return [document.documentElement.outerHTML, ...fields.map(({ value }) => value)].join('\n')
  })
  for (const secret of secrets) expect(shown).not.toContain(secret)
}
