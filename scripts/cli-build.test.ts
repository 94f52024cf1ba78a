import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { CLI_ENTRIES, readBuiltImports } from './lib/built-imports.ts'
import { ROOT } from './lib/electron-target.ts'
import { packCli } from './lib/pack-cli.ts'

const run = promisify(execFile)
/** The package `debug` tries to load it and works without it. */
const OPTIONAL_PACKAGES = ['supports-color']
const MODERATION = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101'

// Would catch: a command line that starts on a developer's machine only, because it needs Electron or a package.
it.each(CLI_ENTRIES)('the built %s imports Node’s own modules and nothing else', (entry) => {
  const found = [...readBuiltImports(join(ROOT, 'out/main', entry)).packages]
  const isNodes = (name: string): boolean => name.startsWith('node:') || builtinModules.includes(name)
  expect(found.filter((name) => !isNodes(name) && !OPTIONAL_PACKAGES.includes(name))).toEqual([])
  expect(found.length).toBeGreaterThan(0)
})

// Would catch: a tarball without a chunk, a worker or its package.json.
it('the packed command line runs without the checkout', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-pack-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const tarball = packCli(folder)
  await run('tar', ['-xzf', tarball, '-C', folder])
  const cli = async (...args: readonly string[]): Promise<string> =>
    (await run(process.execPath, [join(folder, 'package/out/main/cli.js'), ...args], { cwd: folder })).stdout
  expect(await cli('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
  const data = join(folder, 'data')
  const options = ['--sandbox', '--json', '--data-dir', data, '--workflow', MODERATION]
  const ran = await cli('run', ...options, 'src://shop/shoe.png')
  expect(JSON.parse(ran)).toMatchObject({ state: 'finished', source: 'src://shop/shoe.png' })
})
