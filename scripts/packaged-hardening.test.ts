import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ROOT } from './lib/electron-target.ts'
import { findWrongFuses, readFuses, WANTED_FUSES } from './lib/fuses.ts'

const CONFIG = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')
const WORKFLOWS = join(ROOT, '.github/workflows')

/** The lines below a key of the first level, as name and value. */
function readBlock(key: string): Readonly<Record<string, string>> {
  const [, block = ''] = new RegExp(`^${key}:\\n((?:  .*\\n)+)`, 'm').exec(CONFIG) ?? []
  return Object.fromEntries(
    [...block.matchAll(/^ {2}(\w+): (.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
}

// Would catch: a package whose executable runs any script as Node, or loads code from beside the archive.
test('the packages are built with every fuse as it should stand', () => {
  const wanted = Object.entries(WANTED_FUSES).map(([name, value]) => [name, String(value)])
  expect(readBlock('electronFuses')).toEqual(Object.fromEntries(wanted))
})

// Would catch: electron-builder's own default, which starts the AppImage from its menu entry without a sandbox.
test('no menu entry of Linux starts the app without its sandbox', () => {
  expect(readBlock('linux')['executableArgs']).toBe('[]')
  expect(CONFIG.replaceAll(/^ *#.*$/gm, '')).not.toContain('no-sandbox')
})

/** An executable with these fuses: the mark, version 1, eight fuses. */
function packaged(fuses: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-fuses-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'flowbench')
  writeFileSync(file, `code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0008${fuses} code`, 'latin1')
  return file
}

// Would catch: a script that says yes to every executable, or reads the fuses at the wrong places.
test('fuses are read back from an executable, and a wrong one is named', async () => {
  expect(await readFuses(packaged('01001100'))).toEqual(WANTED_FUSES)
  expect(await findWrongFuses(packaged('01001100'))).toEqual([])
  expect(await findWrongFuses(packaged('11001000'))).toEqual([
    'runAsNode is true',
    'onlyLoadAppFromAsar is false',
  ])
  await expect(findWrongFuses(join(ROOT, 'package.json'))).rejects.toThrow()
})

// Would catch: a program fetched at the moment of signing, which would run with the keys in its environment.
test('only programs of the lockfile run where signing secrets are', () => {
  const steps = readdirSync(WORKFLOWS).flatMap((name) =>
    readFileSync(join(WORKFLOWS, name), 'utf8')
      .split(/^ {6}- /m)
      .slice(1),
  )
  const withSecrets = steps
    .map((step) => step.replaceAll(/^ *#.*$/gm, ''))
    .filter((step) => /secrets\.(?!GITHUB_TOKEN)/.test(step))
  expect(withSecrets.length).toBeGreaterThan(0)
  for (const step of withSecrets) {
    expect(/^ *(?:- )?run: (.*)$/m.exec(step)?.[1]).toMatch(/^node node_modules\//)
    expect(step).not.toMatch(/uses:|npx|curl/)
  }
})

// Would catch: secrets in the environment of a whole job or workflow, where every step and action reads them.
test('secrets are given to single steps only', () => {
  for (const name of readdirSync(WORKFLOWS)) {
    const text = readFileSync(join(WORKFLOWS, name), 'utf8')
    for (const [line] of text.matchAll(/^.*secrets\..*$/gm)) expect(line).toMatch(/^ {10}\w+: /)
  }
})
