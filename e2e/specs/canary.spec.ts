// Secrets are planted, a whole session is lived, and then everything that it left behind is looked through.
// Exempt, as docs/security.md says: ciphertext, the requests that need them, and the raw bodies of results.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { collectEvents, readEvents, requestFromMain } from '#e2e/fixtures/bridge.ts'
import { createCanarySearch } from '#e2e/fixtures/canary.ts'
import { flowbench } from '#e2e/fixtures/command-line.ts'
import { connect, CONNECTION, handle } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import { drop } from '#e2e/fixtures/drop.ts'
import type { SandboxProcess } from '#e2e/fixtures/sandbox-process.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createConnectionsScreen } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { TAGGING } from '#sandbox/workflows.ts'

const TOPICS =
  'settings.changed app.command app.notice app.recovered app.showRun connections.changed jobs.changed runs.changed rateStatuses.changed uploads.progress files.found lists.rows'.split(
    ' ',
  )
const WRONG_SECRET = 'CANARYWRONGSECRET7Q2XK9'
const SIGNED_QUERY = 'cafe0123456789abcdefcafe0123456789abcdefcafe0123456789abcdefcafe'
const PRESIGNED = `https://bucket.s3.eu-west-1.amazonaws.com/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=${SIGNED_QUERY}`
const PATIENT = { timeout: 60_000 }
const disk = createTestFolder()
test.afterAll(() => disk.remove())

/** The secrets of a session on this server. */
function plant(server: SandboxProcess) {
  const pair = signedPolicy(server.appSecret, inAnHour())
  const secrets = {
    'the app secret': server.appSecret,
    'the wrong secret': WRONG_SECRET,
    'the policy': pair.policy,
    'its signature': pair.signature,
    'the signature of a link': SIGNED_QUERY,
  }
  return { pair, search: createCanarySearch(secrets) }
}

const readPage = ({ page }: LaunchedApp): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
    const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify(Object.entries(storage)))
    return [
      document.title,
      document.documentElement.outerHTML,
      ...fields.map(({ value }) => value),
      ...kept,
    ].join('\n')
  })

/** Everything that main answers about what has happened. */
async function readAnswers({ page }: LaunchedApp) {
  const ask = async (route: string, input?: unknown): Promise<{ ok: boolean; data: unknown }> =>
    (await requestFromMain(page, route, input)) as { ok: boolean; data: unknown }
  const paged = await ask('jobs.page', { filter: {}, before: null, limit: 100 })
  const listed = await ask('runs.list', { active: false, limit: 100 })
  const { jobs } = paged.data as { jobs: readonly { id: string; remoteJobId: string | null }[] }
  const runs = listed.data as readonly { id: string }[]
  const others = await Promise.all([
    ...['app.info', 'settings.get', 'connections.list'].map((route) => ask(route)),
    ...jobs.flatMap(({ id }) =>
      ['jobs.get', 'jobs.requestPreview'].map((route) => ask(route, { jobId: id })),
    ),
    ...runs.flatMap(({ id }) =>
      ['runs.get', 'runs.failures', 'runs.figures'].map((route) => ask(route, { runId: id })),
    ),
  ])
  return { jobs, runs, text: JSON.stringify([paged, listed, others]) }
}

// Would catch: a secret that leaves the memory of main, on any way that a session has.
test('a session of the window leaves no secret anywhere', async ({ launch, startSandbox }) => {
  test.setTimeout(180_000)
  const server = await startSandbox({ security: 'required', lengthFactor: 0.05 })
  const { pair, search } = plant(server)
  const found: string[] = []
  let started = await launch()
  const { userData } = started
  let printed = ''
  const watch = async (launched: LaunchedApp): Promise<void> => {
    const { stdout, stderr } = launched.app.process()
    for (const stream of [stdout, stderr]) stream?.on('data', (text: Buffer) => (printed += text.toString()))
    await collectEvents(launched.page, TOPICS)
  }
  const look = async (): Promise<void> => {
    found.push(...search.inText('the page', await readPage(started)))
    found.push(...search.inText('the messages', await readEvents(started.page)))
    found.push(...search.inText('the answers', (await readAnswers(started)).text))
  }
  await watch(started)
  const run = createRunScreen(started.page)
  const runOn = async (source: string, state: string): Promise<void> => {
    await run.paste(source)
    await run.run()
    await expect(run.count(state, 1)).toBeVisible(PATIENT)
    await run.newRun.click()
  }

  await test.step('refused, then mended', async () => {
    await connect(started, server, { kind: 'secret', appSecret: WRONG_SECRET })
    await runOn(handle(1), 'Refused')
    await look()
    const connections = createConnectionsScreen(started.page)
    await connections.changeSecurity(CONNECTION, { kind: 'policy', ...pair })
    await (await connections.test(CONNECTION, handle(1))).first().waitFor()
    await look()
    await connections.changeSecurity(CONNECTION, { kind: 'secret', appSecret: server.appSecret })
    await createAppFrame(started.page).goTo('Run')
    await look()
  })
  await test.step('finished, failed, lost, uploaded', async () => {
    await runOn(handle(2), 'Finished')
    await server.setFaults('failed@run:1')
    await runOn(handle(3), 'Failed')
    await server.setFaults('reset-after-accept@run')
    await runOn(PRESIGNED, 'May have started')
    await server.setFaults('')
    await drop(started.page, [disk.write('canary.png', 40_000)])
    await expect(run.line('canary.png')).toBeVisible()
    await run.run()
    await expect(run.count('Finished', 1)).toBeVisible(PATIENT)
    await look()
  })
  await test.step('copied, exported, attached', async () => {
    const { jobs, runs } = await readAnswers(started)
    const texts = Object.values({ ...pair, secret: server.appSecret, link: PRESIGNED })
    for (const text of [...texts, texts.join(' '), encodeURIComponent(texts.join(' '))]) {
      await requestFromMain(started.page, 'clipboard.write', { text })
      found.push(...search.inText('the clipboard', await started.clipboardText()))
    }
    for (const { id } of jobs) {
      for (const as of ['raw', 'json', 'value']) {
        await requestFromMain(started.page, 'jobs.copy', { jobId: id, as })
        found.push(...search.inText('the clipboard', await started.clipboardText()))
      }
    }
    for (const as of ['csv', 'ndjson']) {
      const path = join(disk.folder, `export.${as}`)
      await started.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath })
      }, path)
      for (const { id } of runs)
        expect(await requestFromMain(started.page, 'runs.export', { runId: id, as })).toMatchObject({
          ok: true,
        })
      found.push(...search.inText(`the export as ${as}`, readFileSync(path, 'utf8')))
    }
    const lost = (await server.runs()).find(({ source }) => source === PRESIGNED)
    const history = createHistoryScreen(started.page)
    await history.open()
    const choose = (text: string): Promise<void> =>
      history.jobs.rows.filter({ hasText: text }).first().click()
    await choose('s3.eu-west-1.amazonaws.com')
    const job = createJobView(started.page)
    await job.remoteJobIdField.fill(lost?.jobid ?? '')
    await job.press('Attach')
    await expect(job.state('Finished')).toBeVisible(PATIENT)
    await look()
    let copied = 0
    for (const source of ['s3.eu-west-1.amazonaws.com', handle(1), handle(2), 'canary.png']) {
      await choose(source)
      for (const tab of await job.view.getByRole('tab').all()) {
        await tab.click()
        for (const button of await job.view.getByRole('button', { name: /^Copy/ }).all()) {
          await button.click()
          copied += 1
          found.push(...search.inText('the clipboard', await started.clipboardText()))
        }
      }
    }
    expect(copied).toBeGreaterThan(8)
    await look()
    await createAppFrame(started.page).goTo('Run')
  })
  await test.step('crashed and started again', async () => {
    await started.kill()
    found.push(...search.inFolder(userData))
    started = await launch({ userData })
    await watch(started)
    await look()
    const again = createRunScreen(started.page)
    await again.paste(handle(5))
    await again.run()
    await expect(again.count('Finished', 1)).toBeVisible(PATIENT)
    await again.jobs.choose(handle(5))
    await expect
      .poll(async () => (await createJobView(started.page).requests()).join('\n'))
      .toContain('p:…,s:…')
    await look()
    await started.quit()
  })
  found.push(...search.inFolder(userData), ...search.inText('what it printed', printed))
  expect(existsSync(join(userData, 'logs'))).toBe(true)
  expect(found).toEqual([])
})

// Would catch: the same through the command line, whose output goes to logs of build servers.
test('commands leave no secret anywhere', async ({ startSandbox }) => {
  test.setTimeout(120_000)
  const server = await startSandbox({ security: 'required', lengthFactor: 0.05 })
  const { pair, search } = plant(server)
  const folder = join(disk.folder, 'commands')
  const hosts = {
    FLOWBENCH_CDN_URL: server.url,
    FLOWBENCH_API_URL: server.url,
    FLOWBENCH_UPLOAD_URL: server.url,
  }
  const bySecret = { ...hosts, FLOWBENCH_API_KEY: server.apiKey, FLOWBENCH_SECRET: server.appSecret }
  const { FLOWBENCH_SECRET: _secret, ...key } = bySecret
  const byPolicy = { ...key, FLOWBENCH_POLICY: pair.policy, FLOWBENCH_SIGNATURE: pair.signature }
  const found: string[] = []
  const command = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await flowbench(folder, args, env)
    found.push(
      ...search.inText(`stdout of ${args[0]}`, stdout),
      ...search.inText(`stderr of ${args[0]}`, stderr),
    )
    return { code, stdout }
  }
  const run = (env: Readonly<Record<string, string>>, ...sources: readonly string[]) =>
    command(env, 'run', '--workflow', TAGGING.id, '--json', ...sources)
  expect((await run(bySecret, handle(1), disk.write('by-command.png', 20_000))).code).toBe(0)
  expect((await run(byPolicy, handle(2))).code).toBe(0)
  expect((await run({ ...key, FLOWBENCH_SECRET: WRONG_SECRET }, handle(3))).code).not.toBe(0)
  await server.setFaults('reset-after-accept@run')
  expect((await run(bySecret, PRESIGNED)).code).not.toBe(0)
  await server.setFaults('failed@run:1')
  expect((await run(bySecret, handle(4))).code).not.toBe(0)
  // A secret that is typed into the wrong place is refused, and not repeated. A signature is known by its connection: 64
  // digits alone may be a source.
  const misplaced = [
    [bySecret, server.appSecret],
    [bySecret, pair.policy],
    [byPolicy, pair.policy],
    [byPolicy, pair.signature],
  ] as const
  for (const [env, secret] of misplaced) {
    expect((await run(env, secret)).code).not.toBe(0)
    expect((await command(env, 'run', '--workflow', secret, handle(5))).code).not.toBe(0)
    await command(env, 'attach', secret)
    await command(env, 'show', secret)
  }
  const lost = (await server.runs()).find(({ source }) => source === PRESIGNED)
  const listed = await command(bySecret, 'list', '--json')
  const jobs = listed.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { job: string }).job)
  expect(jobs.length).toBeGreaterThan(4)
  for (const job of jobs) await command(bySecret, 'show', job)
  expect(lost).toBeDefined()
  for (const args of [['status'], ['runs'], ['resume'], ['list', 'state:failed']])
    await command(bySecret, ...args)
  found.push(...search.inFolder(folder))
  rmSync(folder, { recursive: true, force: true })
  expect(found).toEqual([])
})
