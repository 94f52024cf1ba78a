import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handles, linesOf, sceneWith, scratch, sourcesOf, TEST_TIMEOUT_MS } from './testing/command.ts'

// Would catch: a vendor's sheet that uploads a private key of this computer, unasked and with exit code 0.
test(
  'a list uploads no file of this computer unless its folder was named',
  { timeout: TEST_TIMEOUT_MS },
  async () => {
    const scene = await sceneWith()
    const folder = scratch()
    mkdirSync(join(folder, 'pictures'))
    for (const name of ['id_rsa', '.env', 'pictures/a.jpg'])
      writeFileSync(join(folder, name), `CANARY ${name}`)
    const [handle = ''] = handles(1)
    const list = join(folder, 'products.csv')
    const rows = ['id_rsa', '.env', 'pictures', 'pictures/a.jpg'].map((name) => join(folder, name))
    writeFileSync(list, ['image', handle, ...rows].join('\n'))

    const unasked = await scene.run('--from', list).ended
    expect(unasked.code).toBe(1)
    expect(unasked.stderr.match(/This is a path on this computer/g)).toHaveLength(4)
    expect(sourcesOf(linesOf(unasked.stdout))).toEqual([handle])
    expect(scene.sandbox.ledger.uploads()).toEqual([])
    expect(scene.sandbox.ledger.counts()['upload-start'] ?? 0).toBe(0)

    const allowed = await scene.run('--from', list, '--local-files', join(folder, 'pictures')).ended
    expect(allowed.code).toBe(1)
    expect(scene.sandbox.ledger.uploads().map(({ filename }) => filename)).toEqual(['a.jpg'])
  },
)

// Would catch: a product whose picture is missing and nobody hears of it, since the others ended well.
test('a row without a source is told, and the exit code says so', { timeout: TEST_TIMEOUT_MS }, async () => {
  const scene = await sceneWith()
  const list = join(scratch(), 'products.csv')
  const [first, second] = handles(2)
  writeFileSync(list, `sku,image\nA-1,${first}\nA-2,\nA-3,n/a\nA-4,${second}\n`)
  const { code, stdout, stderr } = await scene.run('--from', list).ended
  expect(code).toBe(1)
  expect(sourcesOf(linesOf(stdout), 'finished')).toEqual([first, second])
  expect(stderr).toContain('line 3: There is no source here.')
  expect(stderr).toContain('line 4: This is no handle, URL or alias path.')
})
