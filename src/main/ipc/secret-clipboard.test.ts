import { expect, test } from 'vitest'
import { FakeClock } from '#main/lib/testing/fake-clock.ts'
import { createSecretClipboard, SECRET_ON_CLIPBOARD_MS } from './secret-clipboard.ts'

const SECRET = 'PLANTEDSECRETWORDOFTHEAPP4'

/** Moves the clock; what it sets off has been done when this resolves. */
async function advance(clock: FakeClock, ms: number): Promise<void> {
  clock.advance(ms)
  await new Promise((resolve) => setImmediate(resolve))
}

function setUp() {
  const clock = new FakeClock()
  const system = { text: 'before' }
  const clipboard = {
    write: async (text: string) => void (system.text = text),
    read: async () => system.text,
  }
  return { clock, system, secrets: createSecretClipboard(clipboard, clock) }
}

// Would catch: a secret that lies on the clipboard for whatever reads it hours later.
test('a copied secret is taken off the clipboard after a minute', async () => {
  const { clock, system, secrets } = setUp()
  await secrets.copy(SECRET)
  await advance(clock, SECRET_ON_CLIPBOARD_MS - 1)
  expect(system.text).toBe(SECRET)
  await advance(clock, 1)
  expect(system.text).toBe('')
})

// Would catch: the person's own copy, made since, that is thrown away.
test('what was copied since stays', async () => {
  const { clock, system, secrets } = setUp()
  await secrets.copy(SECRET)
  system.text = 'something else'
  await advance(clock, SECRET_ON_CLIPBOARD_MS)
  expect(system.text).toBe('something else')
})

// Would catch: a minute of the first copy that ends the second one early, and a secret that outlives the app.
test('a second copy has a minute of its own; quitting takes it off at once', async () => {
  const { clock, system, secrets } = setUp()
  await secrets.copy('the first secret')
  await advance(clock, SECRET_ON_CLIPBOARD_MS / 2)
  await secrets.copy(SECRET)
  await advance(clock, SECRET_ON_CLIPBOARD_MS / 2)
  expect(system.text).toBe(SECRET)
  await secrets.close()
  expect(system.text).toBe('')
})
