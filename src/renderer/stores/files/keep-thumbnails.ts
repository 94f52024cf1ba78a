import { request } from '#renderer/client/index.ts'
import { isPictureName } from '#renderer/lib/picture-name.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { localAddress, pictures } from './picture-shrinker.ts'

/** Long side of the picture that the cards of a job show. */
const PX = 1024
/** Main keeps some thousands; of a larger run the first are enough. */
const MOST = 2000

const never = new AbortController().signal
/** Runs keep their pictures one after the other. */
let queue: Promise<void> = Promise.resolve()

/** Keeps a small picture of each file that was run. One at a time and half of the time at most: the run goes first. */
export function keepPictures(files: readonly FoundFile[]): Promise<void> {
  const wanted = files.filter(({ name }) => isPictureName(name)).slice(0, MOST)
  const keep = async (before: Promise<void>): Promise<void> => {
    await before
    for (const { id } of wanted) {
      const began = performance.now()
      const bytes = await pictures.copy(localAddress(id), PX, never)
      if (bytes !== null) await request('files.saveThumbnail', { fileId: id, bytes: new Uint8Array(bytes) })
      await new Promise((resolve) => setTimeout(resolve, performance.now() - began))
    }
  }
  queue = keep(queue).catch(() => undefined)
  return queue
}
