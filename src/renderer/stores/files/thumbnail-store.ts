import { MAX_DECODED_PIXELS } from '#shared/model/bounds.ts'
import { create } from 'zustand'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { FileFacts } from '#shared/model/file-facts.ts'
import { ok, type Result } from '#shared/model/result.ts'
import { pictureShrinker, toLocalUrl } from './picture-shrinker.ts'

/** Twice the 24 px of a row: sharp on fine screens. */
const THUMBNAIL_PX = 48
/** Each takes 9 kB. */
const MAX_THUMBNAILS = 400

interface ThumbnailStore {
  /** By file id, the newest last. */
  readonly thumbnails: ReadonlyMap<string, ImageBitmap>
  readonly add: (fileId: string, bitmap: ImageBitmap) => void
}

/** The small pictures of files that were visible lately. */
const useThumbnails = create<ThumbnailStore>()((set) => ({
  thumbnails: new Map(),
  add: (fileId, bitmap) =>
    set(({ thumbnails }) => {
      // The oldest are dropped, but not closed: a row may still draw them.
      const entries = [...thumbnails, [fileId, bitmap] as const]
      return { thumbnails: new Map(entries.slice(-MAX_THUMBNAILS)) }
    }),
}))

/** The small picture of a visible file; null while there is none. Its making is given up when the row scrolls away. */
export function useThumbnail(fileId: string, facts: FileFacts | null): ImageBitmap | null {
  const thumbnail = useThumbnails(({ thumbnails }) => thumbnails.get(fileId) ?? null)
  const isWanted = facts !== null && canShow(facts)
  useRequest(isWanted && thumbnail === null ? [fileId] : null, (signal) => loadThumbnail(fileId, signal))
  return isWanted ? thumbnail : null
}

async function loadThumbnail(fileId: string, signal: AbortSignal): Promise<Result<null>> {
  const bitmap = await pictureShrinker.thumbnail(toLocalUrl(fileId), THUMBNAIL_PX, signal)
  if (bitmap !== null) useThumbnails.getState().add(fileId, bitmap)
  return ok(null)
}

const canShow = ({ picture, problem, width, height }: FileFacts): boolean =>
  picture && problem === null && (width ?? 0) * (height ?? 0) <= MAX_DECODED_PIXELS
