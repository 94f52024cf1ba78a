import { request } from '#renderer/client/index.ts'
import { isPictureName } from '#renderer/lib/picture-name.ts'
import type { FoundFile } from '#shared/model/found-file.ts'
import { pictureShrinker, toLocalUrl } from './picture-shrinker.ts'

/** Long side of the picture that the cards of a job show. */
const CARD_PICTURE_PX = 1024
/** Main keeps some thousands of pictures. Of a larger run, the first are enough. */
const MAX_PICTURES = 2000

/** Keeps a small picture of each file that was run. It makes one at a time and rests in between, so that the run is not slowed. */
export async function keepThumbnails(files: readonly FoundFile[]): Promise<void> {
  const never = new AbortController().signal
  const pictures = files.filter(({ name }) => isPictureName(name)).slice(0, MAX_PICTURES)
  for (const { id } of pictures) {
    const startedAt = performance.now()
    const bytes = await pictureShrinker.copy(toLocalUrl(id), CARD_PICTURE_PX, never)
    if (bytes !== null) await request('files.saveThumbnail', { fileId: id, bytes: new Uint8Array(bytes) })
    await new Promise((resolve) => setTimeout(resolve, performance.now() - startedAt))
  }
}
