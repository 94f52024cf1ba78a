import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectionTo, flowbench, handles, MODERATION, sandboxWith, scratch } from './testing/command.ts'

/** A run of one source with these variables beside those of the connection. */
async function runIn(env: Readonly<Record<string, string>>) {
  const sandbox = await sandboxWith()
  const data = join(scratch(), 'data')
  const [handle = ''] = handles(1)
  const ended = await flowbench(['run', '--workflow', MODERATION, '--data-dir', data, handle], {
    ...connectionTo(sandbox),
    ...env,
  }).ended
  return { ...ended, stdout: ended.stdout.toString(), started: sandbox.ledger.runs().length }
}

// Would catch: every signed path on the screen, and in the log of a build, because somebody looks for a fault of another program.
test('NODE_DEBUG prints no request of ours, and that is said', async () => {
  const { code, stdout, stderr, started } = await runIn({ NODE_DEBUG: 'undici,fetch,http,https,net,tls' })
  expect([code, started]).toEqual([0, 1])
  expect(stderr).toContain('NODE_DEBUG is set')
  expect(`${stdout}${stderr}`).not.toMatch(/security=|run_workflow|workflow_status|UNDICI|FETCH/)
})

// Would catch: a file with the keys of every connection, by which whoever recorded the network reads policies and results.
test('nothing is sent where Node writes the keys of its connections', async () => {
  const folder = scratch()
  const { code, stderr, started } = await runIn({ NODE_OPTIONS: `--tls-keylog=${join(folder, 'keys')}` })
  expect([code, started]).toEqual([2, 0])
  expect(stderr).toContain('--tls-keylog')
})

// Would catch: names of secret parameters that are taken for none, and a link with its right to read in the history.
test('FLOWBENCH_SECRET_PARAMETERS makes a link a secret: nothing of it is on the screen or in a file', async () => {
  const sandbox = await sandboxWith()
  const data = join(scratch(), 'data')
  const link = 'https://files.example.com/a.png?pass=CANARYparameter42'
  const env = { ...connectionTo(sandbox), FLOWBENCH_SECRET_PARAMETERS: 'door, Pass' }
  const run = ['run', '--json', '--workflow', MODERATION, '--data-dir', data, link]
  const { code, stdout, stderr } = await flowbench(run, env).ended
  expect(code).toBe(0)
  expect(sandbox.ledger.runs().map(({ source }) => source)).toEqual([link])
  const listed = await flowbench(['list', '--data-dir', data], env).ended
  expect(listed.stdout.toString()).toContain('files.example.com/a.png')
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  expect(files.length).toBeGreaterThan(0)
  const kept = files.map((file) => readFileSync(join(file.parentPath, file.name)).toString('latin1'))
  for (const text of [stdout.toString(), stderr, listed.stdout.toString(), ...kept])
    expect(text).not.toContain('CANARYparameter42')
})

// Would catch: a mistyped name that protects nothing without a word, and a run that is billed all the same.
test.each(['pass;word', Array.from({ length: 51 }, (_, index) => `p${index}`).join()])(
  'FLOWBENCH_SECRET_PARAMETERS=%j is refused before anything is sent',
  async (names) => {
    const { code, stderr, started } = await runIn({ FLOWBENCH_SECRET_PARAMETERS: names })
    expect([code, started]).toEqual([2, 0])
    expect(stderr).toContain('FLOWBENCH_SECRET_PARAMETERS')
  },
)
