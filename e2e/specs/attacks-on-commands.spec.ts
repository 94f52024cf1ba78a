// What a hostile server or list could do to somebody who runs the command line. Each step was possible once.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '#e2e/fixtures/app.ts'
import { flowbench } from '#e2e/fixtures/command-line.ts'
import { handle } from '#e2e/fixtures/connected.ts'
import { createTestFolder } from '#e2e/fixtures/disk.ts'
import {
  startHostileServer,
  type HostileAnswer,
  type HostileServer,
  type ReceivedRequest,
} from '#e2e/fixtures/hostile-server.ts'
import { TAGGING } from '#sandbox/workflows.ts'

const APP_SECRET = 'CANARYSECRETOFTHECOMMANDLINE'
/** A policy that the app signs lasts an hour; a clock is believed 26 hours at most. */
const LATEST_EXPIRY_S = 27 * 3600 + 60
const ESCAPE = '\u001b'
const disk = createTestFolder()
const folders: string[] = []
const servers: HostileServer[] = []
test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
test.afterAll(() => {
  disk.remove()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function start(answer?: (request: ReceivedRequest, url: string) => HostileAnswer | null) {
  const server = await startHostileServer(answer)
  servers.push(server)
  return server
}

/** Runs a workflow on a hostile server. What would leave for any other host goes to the proxy `elsewhere`. */
async function runOn(server: HostileServer, elsewhere: HostileServer, args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-attack-'))
  folders.push(folder)
  const env = {
    FLOWBENCH_API_KEY: server.apiKey,
    FLOWBENCH_SECRET: APP_SECRET,
    FLOWBENCH_CDN_URL: server.url,
    FLOWBENCH_API_URL: server.url,
    FLOWBENCH_UPLOAD_URL: server.url,
    HTTP_PROXY: elsewhere.url,
    HTTPS_PROXY: elsewhere.url,
    NO_PROXY: '',
  }
  const result = await flowbench(folder, ['run', '--workflow', TAGGING.id, ...args], env)
  return { ...result, folder, output: result.stdout + result.stderr }
}

/** A job id for each of the handles. */
const toJobId = (path: string): string =>
  `7dba00f5-aee2-4f65-bd16-${(/Pic(\d+)/.exec(path)?.[1] ?? '').padStart(12, '0')}`

const expectNoSecretIn = (server: HostileServer): void => {
  for (const { path, body, headers } of server.requests)
    expect(`${path}\n${body}\n${JSON.stringify(headers)}`).not.toContain(APP_SECRET)
}

// Would catch: a vendor's sheet that takes private files of this computer along, unasked.
test('a list that names files and folders of this computer uploads none of them', async () => {
  const [server, elsewhere] = [await start(), await start()]
  const privateKey = disk.writeText('home/.ssh/id_rsa', '-----BEGIN OPENSSH PRIVATE KEY-----')
  const rows = [
    privateKey,
    `file://${privateKey}`,
    join(disk.folder, 'home'),
    '\\\\evil.example\\share\\a.png',
  ]
  const sheet = disk.writeText('vendor.csv', ['image', handle(1), ...rows, ''].join('\n'))
  const { code, stderr, output } = await runOn(server, elsewhere, ['--from', sheet, '--json'])
  expect(code).toBe(1)
  expect(stderr).toContain('This is a path on this computer')
  expect(output).not.toContain('PRIVATE KEY')
  expect(server.requestsTo('run_workflow')).toHaveLength(1)
  expect(server.requestsTo('multipart')).toEqual([])
  expect(server.requests.map(({ body }) => body).join('')).toBe('')
  expect(elsewhere.requests).toEqual([])
})

// Would catch: an upload answer that picks the host, the scheme or the headers of what is sent next.
test('an upload answer sends neither rights nor bytes elsewhere', async () => {
  const picture = disk.write('product.png', 5000)
  const ticket = { uri: '/SOME-URI-HERE', upload_id: 'SOME-ID', region: 'us-east-1' }
  const good = (url: string) => ({ location_url: url, ...ticket })
  const signed = (url: string, more: Readonly<Record<string, string>> = {}) => ({ url, headers: more })
  const attacks: readonly ((path: string, url: string) => unknown)[] = [
    () => ({ location_url: 'http://collector.example', ...ticket }),
    () => ({ location_url: 'https://collector.example', ...ticket }),
    (path, url) => (path.endsWith('/start') ? good(url) : signed('http://collector.example/x')),
    (path, url) => (path.endsWith('/start') ? good(url) : signed('https://169.254.169.254/latest')),
    (path, url) => (path.endsWith('/start') ? good(url) : signed('https://printer/x')),
    (path, url) => (path.endsWith('/start') ? good(url) : signed(`${url}/x`, { Cookie: 'session=1' })),
    (path, url) =>
      path.endsWith('/start') ? good(url) : signed(`${url}/x`, { Authorization: 'Basic YTpi' }),
    (path, url) => (path.endsWith('/start') ? good(url) : signed(`${url}/x`, { Host: 'printer' })),
  ]
  for (const attack of attacks) {
    const elsewhere = await start()
    const server = await start(({ path }, url) =>
      path.startsWith('/multipart/') ? { body: attack(path, url) } : null,
    )
    const { code } = await runOn(server, elsewhere, [picture, '--json'])
    expect(code).toBe(1)
    expect(elsewhere.requests).toEqual([])
    expect(server.requests.filter(({ method }) => method === 'PUT')).toEqual([])
    expect(server.requestsTo('run_workflow')).toEqual([])
    expectNoSecretIn(server)
  }
})

// Would catch: policies that are good for seventy years, because one answer was dated 2099.
test('an answer from the year 2099 makes no policy that lasts until then', async () => {
  const elsewhere = await start()
  const server = await start(({ path }) =>
    path.includes('workflow_status')
      ? null
      : {
          headers: { Date: 'Tue, 24 Nov 2099 12:00:00 GMT' },
          body: { jobid: toJobId(path), status: 'Started', sources: [] },
        },
  )
  const { code } = await runOn(server, elsewhere, [handle(1), handle(2), '--rate', '5', '--json'])
  expect(code).toBe(0)
  const expiries = server.requests.flatMap(({ path }) => {
    const policy = /security=p:([^,/]+),/.exec(decodeURIComponent(path))?.[1]
    if (policy === undefined) return []
    return [(JSON.parse(Buffer.from(policy, 'base64').toString()) as { expiry: number }).expiry]
  })
  expect(expiries.length).toBeGreaterThan(2)
  expect(Math.max(...expiries)).toBeLessThan(Date.now() / 1000 + LATEST_EXPIRY_S)
  expectNoSecretIn(server)
})

// Would catch: an error page read whole into the memory, and words of a server that steer the terminal.
test('an endless error page is cut off, and what a server says cannot steer the terminal', async () => {
  const elsewhere = await start()
  const words = `${ESCAPE}]0;taken${ESCAPE}\\${ESCAPE}[2J\u202Egnp.exe`
  const server = await start(({ path }) => {
    if (!path.includes('run_workflow')) return null
    return path.includes(handle(1))
      ? { status: 400, endless: true }
      : { status: 403, body: { error: { text: words } } }
  })
  for (const json of [[], ['--json']]) {
    const { code, output } = await runOn(server, elsewhere, [handle(1), handle(2), ...json])
    expect(code).toBe(1)
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(output.replaceAll('\n', '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
  }
  expect(server.bytesTaken()).toBeLessThan(50_000_000)
})

// Would catch: results, secrets and the history that other people of this computer can read.
test('the data folder is the person’s alone', async () => {
  const [server, elsewhere] = [await start(), await start()]
  const { folder, code } = await runOn(server, elsewhere, [handle(1)])
  expect(code).toBe(0)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'journal.db')).mode & 0o777).toBe(0o600)
})
