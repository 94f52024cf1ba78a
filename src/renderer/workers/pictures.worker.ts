import type { FromPictures, ToPictures } from './pictures/protocol.ts'
import { createSmallCopy, createThumbnail } from './pictures/shrink.ts'

const underWay = new Map<number, AbortController>()

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener and no origin to name
const post = (message: FromPictures, transfer: Transferable[]): void =>
  self.postMessage(message, { transfer })

async function read(url: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return answer.blob()
}

self.addEventListener('message', ({ data }: MessageEvent<ToPictures>) => {
  if (data.kind === 'cancel') underWay.get(data.id)?.abort()
  else void answer(data)
})

async function answer({ id, kind, url, px }: Exclude<ToPictures, { kind: 'cancel' }>): Promise<void> {
  const abort = new AbortController()
  underWay.set(id, abort)
  const bytes = await read(url, abort.signal).catch(() => null)
  if (kind === 'thumbnail') {
    const bitmap = bytes === null ? null : await createThumbnail(bytes, px).catch(() => null)
    post({ id, kind, bitmap }, bitmap === null ? [] : [bitmap])
  } else {
    const copy = bytes === null ? null : await createSmallCopy(bytes, px).catch(() => null)
    post({ id, kind, bytes: copy }, copy === null ? [] : [copy.buffer])
  }
  underWay.delete(id)
}
