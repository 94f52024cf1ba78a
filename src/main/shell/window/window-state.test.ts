import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from './window-state.ts'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 }
const SECOND = { x: 1920, y: 0, width: 1280, height: 1000 }
const kept = { x: 2000, y: 80, width: 1100, height: 700, maximized: false }

function stateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-window-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'window.json')
}

// Would catch: a window that opens somewhere else than it was left.
test('a window opens where it was left', () => {
  const file = stateFile()
  writeWindowState(file, kept)
  expect(placeWindow(readWindowState(file), [SCREEN, SECOND])).toEqual(kept)
})

// Would catch: a window on a display that is no longer there, or above the top where no hand can reach it.
test.each([
  ['the second display is gone', kept],
  ['it is above the top', { ...kept, x: 100, y: -200 }],
  ['only a sliver is left at the right', { ...kept, x: 1850 }],
  ['its title is under the edge', { ...kept, x: 100, y: 1030 }],
])('the system chooses the place when %s', (_why, state) => {
  expect(placeWindow(state, [SCREEN])).toEqual({ width: 1100, height: 700, maximized: false })
})

// Would catch: a window larger than a smaller display, or smaller than the page can be used.
test('the size is brought within the display and the minimum', () => {
  const huge = { x: 0, y: 0, width: 4000, height: 3000, maximized: true }
  expect(placeWindow(huge, [SCREEN])).toEqual({ x: 0, y: 0, width: 1920, height: 1040, maximized: true })
  expect(placeWindow({ ...huge, width: 10, height: 10 }, [SCREEN])).toMatchObject({ width: 900, height: 600 })
})

// Would catch: a start that fails on a damaged or half-written state file.
test.each(['', '{"x":1', '{"x":"1"}', '[]'])('a state file holding %j is no state', (text) => {
  const file = stateFile()
  writeFileSync(file, text)
  expect(readWindowState(file)).toBeNull()
  expect(placeWindow(null, [SCREEN])).toEqual({ width: 1280, height: 800, maximized: false })
})
