import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { validateBuilderConfig } from './lib/builder-config.ts'
import { ROOT } from './lib/electron-target.ts'

const CONFIG = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowbench-builder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function validate(config: string): Promise<void> {
  const file = join(folder, 'electron-builder.yml')
  writeFileSync(file, config)
  return validateBuilderConfig(ROOT, file)
}

// Would catch: a check that refuses everything, so that the next two prove nothing.
test('the configuration of this project is accepted', async () => {
  await expect(validate(CONFIG)).resolves.toBeUndefined()
})

// Would catch: a misspelled key, which electron-builder meets only when a release is built.
test('a key that electron-builder does not know is refused by its name', async () => {
  await expect(validate(`${CONFIG}\nicns: resources/icon.icns\n`)).rejects.toThrow('icns')
})

// Would catch: a fuse that is set to a word instead of true or false.
test('a value of the wrong kind is refused', async () => {
  await expect(validate(CONFIG.replace('runAsNode: false', 'runAsNode: never'))).rejects.toThrow('runAsNode')
})
