import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPackagedApp } from './lib/packaged-app.ts'

let output: string
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'flowbench-packaged-'))
})
afterEach(() => rmSync(output, { recursive: true }))

function put(path: string): string {
  const file = join(output, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  return file
}

// Would catch: the release workflow looks for the executable where electron-builder does not put it.
test.each([
  ['linux', 'linux-unpacked/flowbench'],
  ['linux', 'linux-arm64-unpacked/flowbench'],
  ['win32', 'win-unpacked/Flowbench.exe'],
  ['darwin', 'mac/Flowbench.app/Contents/MacOS/Flowbench'],
  ['darwin', 'mac-arm64/Flowbench.app/Contents/MacOS/Flowbench'],
] as const)('the packaged app of %s is found in %s', (platform, path) => {
  put('latest.yml')
  const file = put(path)
  expect(findPackagedApp(output, platform)).toBe(file)
})

// Would catch: a workflow that packaged nothing passes, because there was nothing to start.
test('an output folder without a packaged app is refused', () => {
  expect(() => findPackagedApp(output, 'linux')).toThrow('run electron-builder first')
  expect(() => findPackagedApp(join(output, 'missing'), 'linux')).toThrow('run electron-builder first')
})

// Would catch: the app of an earlier build is started in place of the new one.
test('two packaged apps are refused, since only one of them can be meant', () => {
  put('linux-unpacked/flowbench')
  put('linux-arm64-unpacked/flowbench')
  expect(() => findPackagedApp(output, 'linux')).toThrow('More than one')
})
