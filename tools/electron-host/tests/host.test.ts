// What the stand-in host promises, shown on a small app that Playwright drives exactly as it drives Electron. One start
// for all of it; the last topic leaves the window in another size and theme.
import { afterAll, beforeAll, describe } from 'vitest'
import { dropTests } from './drops.ts'
import { launchFixture, type Launched } from './launch.ts'
import { messageTests } from './messages.ts'
import { ownSchemeTests } from './own-scheme.ts'
import { preloadTests } from './preload.ts'
import { refusalTests } from './refusals.ts'
import { windowTests } from './window.ts'

const elsewhere = process.platform === 'linux' ? '' : ' (skipped: the host is for Linux only)'

describe.skipIf(elsewhere !== '')(`the stand-in host${elsewhere}`, () => {
  let launched: Launched | undefined
  beforeAll(async () => {
    launched = await launchFixture()
  }, 30_000)
  afterAll(() => launched?.end())
  const host = (): Launched => {
    if (launched === undefined) throw new Error('not launched')
    return launched
  }

  preloadTests(host)
  messageTests(host)
  ownSchemeTests(host)
  dropTests(host)
  refusalTests(host)
  windowTests(host)
})
