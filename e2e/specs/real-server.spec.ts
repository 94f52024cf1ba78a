import { expect, test } from '#e2e/fixtures/app.ts'
import { connect, CONNECTION } from '#e2e/fixtures/connected.ts'
import { inAnHour, signedPolicy } from '#e2e/fixtures/signed-policy.ts'
import { createConnectionsScreen, type TypedSecurity } from '#e2e/pages/connections.ts'
import { createAppFrame } from '#e2e/pages/frame.ts'
import { createHistoryScreen } from '#e2e/pages/history.ts'
import { createJobView } from '#e2e/pages/job.ts'
import { createRunScreen } from '#e2e/pages/run.ts'

const HANDLE = 'Q3pVxN7ySdGh2kLmT8Zw'
const LINK = 'https://example.com/photos/harbour.jpg?size=large&page=2#top'
const ALIAS = 'src://catalogue/shoes/red-sneaker.png'

interface Kind {
  readonly name: string
  readonly required: boolean
  readonly toSecurity: (appSecret: string) => TypedSecurity
  /** What Test may say about the security. */
  readonly proof: RegExp
}

const KINDS: readonly Kind[] = [
  {
    name: 'no security',
    required: false,
    toSecurity: () => ({ kind: 'none' }),
    proof: /Not tested.*This connection sends no policy/,
  },
  {
    name: 'a pasted policy and signature',
    required: true,
    toSecurity: (secret) => ({ kind: 'policy', ...signedPolicy(secret, inAnHour()) }),
    proof: /Works.*accepted for reading this handle/,
  },
  {
    name: 'the app secret',
    required: true,
    toSecurity: (appSecret) => ({ kind: 'secret', appSecret }),
    proof: /Works.*accepted for reading this handle/,
  },
]

for (const { name, required, toSecurity, proof } of KINDS) {
  // Would catch: a request that the real service would refuse.
  test(`with ${name}, every request follows the published grammar`, async ({ launch, startSandbox }) => {
    const server = await startSandbox({ security: required ? 'required' : 'open', lengthFactor: 0.2 })
    const started = await launch()
    const { clipboardText, page } = started
    await connect(started, server, toSecurity(server.appSecret))

    const run = createRunScreen(page)
    await run.paste([HANDLE, LINK, ALIAS].join('\n'))
    await expect(createAppFrame(page).main.getByText('3 jobs, billed by Filestack')).toBeVisible()
    await run.run()
    await expect(run.jobs.inState('Finished')).toHaveCount(3)

    const runs = await server.runs()
    expect(runs.map(({ source }) => source).toSorted()).toEqual([HANDLE, LINK, ALIAS].toSorted())

    await test.step('the result is the one that the server sent', async () => {
      const jobid = runs.find(({ source }) => source === LINK)?.jobid ?? ''
      await createHistoryScreen(page).open()
      await run.jobs.choose(LINK)
      const job = createJobView(page)
      await job.press('Copy raw')
      await expect.poll(clipboardText).toBe(await server.body(jobid))
    })

    await test.step('Test says what it proved and what it did not', async () => {
      const connections = createConnectionsScreen(page)
      await connections.open()
      const lines = await connections.test(CONNECTION, HANDLE)
      await expect(lines.filter({ hasText: /^Network/ })).toContainText('Works')
      await expect(lines.filter({ hasText: /^API key/ })).toContainText('Not tested')
      await expect(lines.filter({ hasText: /^Security/ })).toHaveText(proof)
      await expect(lines.filter({ hasText: /^Handle/ })).toContainText('Works')
    })
    // Test costs nothing: it runs no workflow.
    expect(await server.runs()).toHaveLength(3)
  })
}

// Would catch: a refused or unreachable connection that is called proved.
test('Test proves a connection only when the service accepted it', async ({ launch, startSandbox }) => {
  const server = await startSandbox({ security: 'required' })
  const { page } = await launch()
  const connections = createConnectionsScreen(page)
  await connections.add({
    name: CONNECTION,
    apiKey: server.apiKey,
    url: server.url,
    security: { kind: 'secret', appSecret: 'not-the-secret' },
  })
  const lines = await connections.test(CONNECTION, HANDLE)
  await expect(lines.filter({ hasText: /^Network/ })).toContainText('Works')
  await expect(lines.filter({ hasText: /^Security/ })).toContainText('Failed')

  await server.stop()
  const now = await connections.test(CONNECTION)
  await expect(now.filter({ hasText: /^Network/ })).toContainText('Failed')
  await expect(now.filter({ hasText: /Works/ })).toHaveCount(0)
})
