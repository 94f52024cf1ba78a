// What a hostile server or page could do to somebody who uses the window. Each step was possible once.
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { requestFromMain } from '#e2e/fixtures/bridge.ts'
import { connect, CONNECTION, handle } from '#e2e/fixtures/connected.ts'
import { finishedBody, startHostileServer, type HostileServer } from '#e2e/fixtures/hostile-server.ts'
import { findFilesWith } from '#e2e/fixtures/search-folder.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createRunScreen } from '#e2e/pages/run.ts'
import { TAGGING } from '#sandbox/workflows.ts'

const APP_SECRET = 'CANARYSECRETOFTHEWINDOW'
const OTHER_WORKFLOW = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'
const servers: HostileServer[] = []
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(...given: Parameters<typeof startHostileServer>): Promise<HostileServer> {
  const server = await startHostileServer(...given)
  servers.push(server)
  return server
}

/** Runs the workflow on one handle to its end; answers with the job's id. */
async function runOne({ page }: LaunchedApp): Promise<string> {
  const run = createRunScreen(page)
  await run.paste(handle(1))
  await run.run()
  await expect(run.count('Finished', 1)).toBeVisible({ timeout: 30_000 })
  const answer = (await requestFromMain(page, 'jobs.page', { filter: {}, before: null, limit: 1 })) as {
    data: { jobs: readonly { id: string }[] }
  }
  return answer.data.jobs[0]?.id ?? ''
}

// Would catch: a look at a result, or keeping its files, that starts a billed job which the history never heard of.
test('links in a result start no job and are not signed for other hosts', async ({ launch }) => {
  const elsewhere = await start()
  const links = (url: string, apiKey: string): Readonly<Record<string, string>> => ({
    start: `${url}/${apiKey}/run_workflow=id:${OTHER_WORKFLOW}/${handle(2)}`,
    encoded: `${url}/${apiKey}/run_workflow%3Did:${OTHER_WORKFLOW}/${handle(2)}`,
    bare: `${url}/run_workflow=id:${OTHER_WORKFLOW}/${handle(2)}`,
    convert: `${url}/${apiKey}/resize=width:9/${handle(2)}`,
    elsewhere: `${elsewhere.url}/${handle(2)}`,
    metadata: 'http://169.254.169.254/latest/meta-data/',
  })
  const server: HostileServer = await start(({ path }, url) => {
    const jobid = /workflow_status=job_id:([\w-]+)/.exec(path)?.[1]
    if (jobid === undefined) return null
    const tasks = Object.entries(links(url, server.apiKey)).map(([name, link]) => [
      `${name}_1`,
      { data: { url: link, mimetype: 'image/png' } },
    ])
    return { body: finishedBody(jobid, Object.fromEntries(tasks)) }
  })
  const started = await launch()
  const { page } = started
  expect(await requestFromMain(page, 'settings.set', { keepProducedFiles: true })).toMatchObject({ ok: true })
  await connect(started, server, { kind: 'secret', appSecret: APP_SECRET })
  const jobId = await runOne(started)

  // What the previews of the window ask for, and what Save would.
  const names = Object.keys(links('', ''))
  const pointers = names.map((name) => `/results/${name}_1/data/url`)
  const statuses = await page.evaluate(
    async ([job, ...list]) =>
      Promise.all(
        list.map(
          async (pointer) => (await fetch(`/files/${job}?pointer=${encodeURIComponent(pointer)}`)).status,
        ),
      ),
    [jobId, ...pointers],
  )
  expect(statuses.every((status) => status >= 400)).toBe(true)
  for (const pointer of pointers)
    expect(await requestFromMain(page, 'jobs.saveFile', { jobId, pointer })).toMatchObject({ ok: false })
  await started.quit()
  expect(server.requestsTo('run_workflow')).toHaveLength(1)
  expect(server.requestsTo(OTHER_WORKFLOW)).toEqual([])
  expect(server.requestsTo(handle(2))).toEqual([])
  expect(elsewhere.requests).toEqual([])
})

// Would catch: a page that changes the host of a connection, and a secret that signs for it from then on.
test('another host asks for the secret again', async ({ launch }) => {
  const [server, thief] = [await start(), await start()]
  const started = await launch()
  const { page } = started
  await connect(started, server, { kind: 'secret', appSecret: APP_SECRET })
  const listed = (await requestFromMain(page, 'connections.list')) as {
    data: { list: readonly { id: string; name: string; hosts: object }[] }
  }
  const connection = listed.data.list.find(({ name }) => name === CONNECTION)
  const hosts = { cdn: thief.url, api: thief.url, upload: thief.url }
  const { sandbox: _sandbox, ...input } = { sandbox: false, ...connection }
  expect(
    await requestFromMain(page, 'connections.save', { ...input, hosts, security: { kind: 'keep' } }),
  ).toMatchObject({ ok: false, error: { code: 'connection.hostChanged' } })
  await runOne(started)
  expect(thief.requests).toEqual([])
  expect(server.requestsTo('run_workflow')).toHaveLength(1)
})

// Would catch: a secret typed into a field that is kept and shown in clear.
test('a secret in the wrong field is refused and kept nowhere', async ({ launch }) => {
  const server = await start()
  const started = await launch()
  const { page, userData } = started
  await connect(started, server, { kind: 'secret', appSecret: APP_SECRET })
  const { policy, signature } = signedPolicy(APP_SECRET, inAnHour())
  const listed = (await requestFromMain(page, 'connections.list')) as { data: { activeId: string } }
  const { activeId: connectionId } = listed.data
  const secrets = [APP_SECRET, policy, signature]
  for (const secret of secrets) {
    for (const typed of [
      { id: secret, name: 'Shoes' },
      { id: TAGGING.id, name: secret },
      { id: TAGGING.id, name: `for ${APP_SECRET}` },
    ])
      expect(await requestFromMain(page, 'workflows.save', { connectionId, ...typed })).toMatchObject({
        ok: false,
      })
  }
  const run = createRunScreen(page)
  for (const secret of secrets) await run.paste(secret)
  await expect(run.runButton).toBeDisabled()
  await started.quit()
  expect(server.requests).toEqual([])
  expect(findFilesWith(userData, secrets)).toEqual([])
})
