import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { guardPresses } from './press-guard.ts'

/** A control of the page, as far as the guard asks about it. */
class Control {
  readonly #selectors: readonly string[]

  constructor(...selectors: readonly string[]) {
    this.#selectors = selectors
  }

  matches(list: string): boolean {
    return list.split(', ').some((selector) => this.#selectors.includes(selector))
  }

  closest(list: string): Control | null {
    return this.matches(list) ? this : null
  }
}

beforeEach(() => {
  vi.stubGlobal('Element', Control)
  onTestFinished(() => void vi.unstubAllGlobals())
})

/** Presses as the system reports them; the answer tells which of them reach the page. */
function createPage() {
  const root = new EventTarget()
  onTestFinished(guardPresses(root as Window))
  const send = (type: string, target: Control, fields: object): boolean => {
    const event = Object.assign(new Event(type, { cancelable: true }), fields)
    Object.defineProperty(event, 'target', { value: target })
    root.dispatchEvent(event)
    return !event.defaultPrevented
  }
  return {
    click: (target: Control, detail: number): boolean => {
      send('mousedown', target, { detail })
      return send('click', target, { detail })
    },
    key: (target: Control, repeat: boolean): boolean => send('keydown', target, { key: 'Enter', repeat }),
  }
}

const ONCE = 'button:not([data-repeats])'

// Would catch: the second half of a double click, or a held key, that presses what has appeared meanwhile.
test('a press belongs to the control that it began on', () => {
  const { click, key } = createPage()
  const [first, second] = [new Control('button'), new Control('button')]
  expect([click(first, 1), click(second, 2), click(first, 1), click(first, 2)]).toEqual([
    true,
    false,
    true,
    true,
  ])
  expect([key(first, false), key(second, true), key(second, false), key(second, true)]).toEqual([
    true,
    false,
    true,
    true,
  ])
})

// Would catch: a dialog that a double click or a held key opens twice, a strip that it opens and closes again.
test('a double click, a triple click and a held key press a button once', () => {
  const { click, key } = createPage()
  const control = new Control('button', ONCE)
  expect([click(control, 1), click(control, 2), click(control, 3), click(control, 1)]).toEqual([
    true,
    false,
    false,
    true,
  ])
  expect([key(control, false), key(control, true), key(control, false)]).toEqual([true, false, true])
})
