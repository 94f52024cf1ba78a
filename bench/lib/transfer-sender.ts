import { systemClock } from '#main/lib/system-clock.ts'
import { createTransport } from '#main/filestack/http.ts'
import { createTransfer } from '#main/filestack/upload/create-transfer.ts'
import { createUploadClient } from '#main/filestack/upload/create-upload-client.ts'
import { fingerprintFile } from '#main/filestack/upload/file-fingerprint.ts'
import { choosePartSize } from '#main/filestack/upload/parts.ts'
import { createUploadSlots } from '#main/filestack/upload/upload-slots.ts'
import { ok } from '#shared/model/result.ts'
import { PARTS_AT_ONCE, STORE, type FileToSend } from './file-to-send.ts'

/** The app's own transfer. It keeps nothing for a resume: the journal has a benchmark of its own. */
export async function sendByTransfer(
  { path, name, size }: FileToSend,
  url: string,
  apiKey: string,
): Promise<void> {
  const clock = systemClock
  const random = Math.random
  const transport = createTransport()
  const fingerprint = await fingerprintFile(path)
  if (!fingerprint.ok) throw new Error(fingerprint.error.message)
  const outcome = await createTransfer({
    client: createUploadClient({ transport, clock }),
    clock,
    random,
  })({
    credentials: () =>
      Promise.resolve(
        ok({
          apiKey,
          hosts: { cdn: url, api: url, upload: url },
          sourceEncoding: 'percent',
          security: { kind: 'none' },
        }),
      ),
    file: {
      path,
      filename: name,
      mimetype: 'application/octet-stream',
      size,
      fingerprint: fingerprint.data,
      store: STORE,
      state: { ticket: null, partSize: choosePartSize(size), parts: [] },
    },
    journal: {
      saveTicket: () => Promise.resolve(),
      savePart: () => Promise.resolve(),
      reset: () => Promise.resolve(),
    },
    slots: createUploadSlots({ clock, random, parts: () => PARTS_AT_ONCE }),
    onStored: () => undefined,
    signal: new AbortController().signal,
  })
  if (outcome.kind !== 'stored') throw new Error(JSON.stringify(outcome))
  await transport.close()
}
