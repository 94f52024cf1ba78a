import { expect, test } from 'vitest'
import { ok } from '#shared/model/result.ts'
import { createAppHandlers, type AppServices } from './app.ts'

// Would catch: a secret on the clipboard, where every program of the computer reads it.
test('what is copied goes through the redactor', async () => {
  const copied: string[] = []
  const handlers = createAppHandlers({
    redact: (text: string) => text.replace('planted-secret-word', '…'),
    writeClipboard: async (text: string) => void copied.push(text),
  } as Partial<AppServices> as AppServices)
  expect(await handlers['clipboard.write']({ text: 'job 7 of planted-secret-word' })).toEqual(ok(null))
  expect(copied).toEqual(['job 7 of …'])
})
