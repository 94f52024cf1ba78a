import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test, type LaunchedApp } from '#e2e/fixtures/app.ts'
import { collectEvents, readEvents, requestFromMain } from '#e2e/fixtures/bridge.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'

const PRIVATE_KEY = '-----BEGIN OPENSSH PRIVATE KEY-----'
const disk = createTestFolder()
test.afterAll(() => disk.remove())

/** What a page that was taken over would try, and what each try is refused. */
const ATTACKS: readonly (readonly [name: string, attack: (started: LaunchedApp) => Promise<void>])[] = [
  ['no Node in the page', findsNoNode],
  ['a frame has no bridge', findsNoBridgeInFrame],
  ['no script of its own', runsNoScript],
  ['no text becomes markup or a script', turnsNoTextIntoMarkup],
  ['no page in the browser without a yes of the person', opensNoBrowserPage],
  ['no way out by fetch, picture or frame', reachesNoServer],
  ['no file by its path', readsNoFile],
  ['no popup', opensNoPopup],
  ['no other page', leavesForNoOtherPage],
  ['no question main does not know', asksNothingUnknown],
]

// Would catch: a hole in the sandbox, the content security policy or the gate of the bridge.
test('a page that was taken over reaches neither Node, the network, other pages nor main', async ({
  launch,
}) => {
  const started = await launch()
  const address = started.page.url()
  for (const [name, attack] of ATTACKS) await test.step(name, () => attack(started))
  expect(started.page.url()).toBe(address)
})

async function findsNoNode({ page }: LaunchedApp): Promise<void> {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
  )
  expect(found).toEqual([])
}

async function findsNoBridgeInFrame({ page }: LaunchedApp): Promise<void> {
  const inside = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const names = ['api', 'require', 'process'].filter((name) => name in (frame.contentWindow ?? {}))
    frame.remove()
    return names
  })
  expect(inside).toEqual([])
}

async function runsNoScript({ page }: LaunchedApp): Promise<void> {
  const outcome = await page.evaluate(async () => {
    const violations: string[] = []
    const note = (event: SecurityPolicyViolationEvent): void => void violations.push(event.effectiveDirective)
    document.addEventListener('securitypolicyviolation', note)
    const script = document.createElement('script')
    script.append('globalThis.ranForeign = true')
    document.body.append(script)
    const foreign: string = 'data:text/javascript,globalThis.ranForeign%20=%20true'
    const imported = await import(foreign).then(
      () => 'ran',
      () => 'refused',
    )
    // Violations are told in a task of their own; a message comes after it.
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', done, { once: true })
      port1.start()
      port2.postMessage(null)
    })
    document.removeEventListener('securitypolicyviolation', note)
    return { violations: violations.toSorted(), imported, ran: 'ranForeign' in globalThis }
  })
  expect(outcome).toEqual({
    violations: ['require-trusted-types-for', 'script-src-elem'],
    imported: 'refused',
    ran: false,
  })
}

async function turnsNoTextIntoMarkup({ page }: LaunchedApp): Promise<void> {
  const outcome = await page.evaluate(() => {
    const isRefused = (attempt: () => unknown): boolean => {
      try {
        attempt()
        return false
      } catch (cause) {
        return cause instanceof TypeError
      }
    }
    const types = (
      globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
    ).trustedTypes
    return {
      markup: isRefused(() => (document.createElement('div').innerHTML = '<img src=x>')),
      worker: isRefused(() => new Worker('/assets/any.js')),
      policy: isRefused(() => types.createPolicy('another', {})),
      appsOwnPolicyAgain: isRefused(() => types.createPolicy('flowbench-workers', {})),
    }
  })
  expect(outcome).toEqual({ markup: true, worker: true, policy: true, appsOwnPolicyAgain: true })
}

async function opensNoBrowserPage({ app, page }: LaunchedApp): Promise<void> {
  const asked = await app.evaluate(({ dialog, shell }) => {
    const record: { questions: string[]; opened: string[] } = { questions: [], opened: [] }
    Object.assign(globalThis, { externalRecord: record })
    dialog.showMessageBox = async (...args: unknown[]) => {
      record.questions.push((args.at(-1) as { message: string }).message)
      return { response: 1, checkboxChecked: false }
    }
    shell.openExternal = async (url) => void record.opened.push(url)
    return record.questions.length
  })
  expect(asked).toBe(0)
  await requestFromMain(page, 'app.openExternal', { url: 'https://example.com/offer' })
  const record = await app.evaluate(
    () =>
      (globalThis as unknown as { externalRecord: { questions: string[]; opened: string[] } }).externalRecord,
  )
  expect(record).toEqual({ questions: ['Open example.com in the browser?'], opened: [] })
}

async function reachesNoServer({ page }: LaunchedApp): Promise<void> {
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.setHeader('Access-Control-Allow-Origin', '*').end('reached')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const outcome = await page.evaluate(async (url) => {
    const fetched = await fetch(url).then(
      () => 'answered',
      () => 'blocked',
    )
    const pictured = await new Promise((done) => {
      const picture = new Image()
      picture.addEventListener('load', () => done('answered'))
      picture.addEventListener('error', () => done('blocked'))
      picture.src = url
    })
    const violated = new Promise<string>((done) => {
      document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {
        once: true,
      })
    })
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
    const framed = await violated
    frame.remove()
    return { fetched, pictured, framed }
  }, `http://127.0.0.1:${port}/`)
  server.close()
  expect(outcome).toEqual({ fetched: 'blocked', pictured: 'blocked', framed: 'frame-src' })
  expect(asked).toBe(0)
}

async function readsNoFile({ app, page }: LaunchedApp): Promise<void> {
  const privateKey = disk.writeText('id_ed25519', PRIVATE_KEY)
  await collectEvents(page, ['files.found', 'lists.rows'])
  const questions = await app.evaluate(({ dialog }) => {
    const asked: string[] = []
    Object.assign(globalThis, { fileQuestions: asked })
    dialog.showMessageBox = async (...args: unknown[]) => {
      asked.push((args.at(-1) as { detail: string }).detail)
      return { response: 1, checkboxChecked: false }
    }
    return asked.length
  })
  expect(questions).toBe(0)
  const refused = { ok: false, error: { code: 'ipc.refused' } }
  expect(await requestFromMain(page, 'files.startWalk', { paths: [privateKey] })).toMatchObject(refused)
  expect(await requestFromMain(page, 'lists.open', { kind: 'file', fileId: privateKey })).toMatchObject({
    ok: false,
  })
  expect(await requestFromMain(page, 'files.addPasted', { path: privateKey })).toEqual({
    ok: true,
    data: null,
  })
  // A file that the page makes up carries no path, whatever it is called.
  const outcome = await page.evaluate((path) => {
    const { api } = globalThis as unknown as {
      api: { countOnDisk(files: File[]): number; addFiles(files: unknown): Promise<unknown> }
    }
    const madeUp = new File(['x'], path)
    return Promise.all([
      Promise.resolve(api.countOnDisk([madeUp])),
      api.addFiles([madeUp]).then((answer) => (answer as { ok: boolean }).ok),
      Promise.resolve()
        .then(() => api.addFiles([path]))
        .then(
          (answer) => (answer as { ok: boolean }).ok,
          () => false,
        ),
    ])
  }, privateKey)
  expect(outcome).toEqual([0, false, false])
  expect(await readEvents(page)).toBe('[]')
  expect(
    await app.evaluate(() => (globalThis as unknown as { fileQuestions: string[] }).fileQuestions),
  ).toEqual([privateKey])
}

async function opensNoPopup({ app, page }: LaunchedApp): Promise<void> {
  const opened = await page.evaluate(() => window.open('https://example.com/') !== null)
  expect(opened).toBe(false)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  })
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
}

async function leavesForNoOtherPage({ page }: LaunchedApp): Promise<void> {
  const address = page.url()
  for (const target of [
    'https://example.com/',
    'file:///etc/hosts',
    `${new URL(address).origin}/results/1`,
  ]) {
    await page.evaluate((url) => {
      window.location.href = url
    }, target)
    // Whatever was begun has been decided once main answers the next question.
    expect(await requestFromMain(page, 'settings.get')).toMatchObject({ ok: true })
  }
  expect(page.url()).toBe(address)
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
}

async function asksNothingUnknown({ page }: LaunchedApp): Promise<void> {
  const refused = { ok: false, error: { code: 'ipc.refused' } }
  const invalid = { ok: false, error: { code: 'ipc.invalid' } }
  expect(await requestFromMain(page, 'files.read', { path: '/etc/hosts' })).toMatchObject(refused)
  expect(await requestFromMain(page, '__proto__')).toMatchObject(refused)
  expect(await requestFromMain(page, 'constructor', {})).toMatchObject(refused)
  expect(await requestFromMain(page, 'jobs.get', { jobId: 5 })).toMatchObject(invalid)
  expect(await requestFromMain(page, 'jobs.page', { filter: {}, before: null, limit: 1e9 })).toMatchObject(
    invalid,
  )
  expect(await requestFromMain(page, 'app.openExternal', { url: 'file:///etc/hosts' })).toMatchObject(invalid)
}
