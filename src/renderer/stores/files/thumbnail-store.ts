import { useEffect, useState } from 'react'
import type { FileFacts } from '#shared/model/file-facts.ts'
import { localAddress, pictures } from './picture-shrinker.ts'

/** Twice the 24 px of a row: sharp on fine screens. */
const PX = 48
/** Small pictures kept, 9 kB each. */
const KEPT = 400
/** A picture of more pixels is not decoded for a thumbnail: each takes four bytes of memory. */
const MOST_PIXELS = 50_000_000

/** The last used last. */
const kept = new Map<string, ImageBitmap>()

/** A small picture of a file in sight; null while there is none. It is given up when the row scrolls away. */
export function useThumbnail(fileId: string, facts: FileFacts | null): ImageBitmap | null {
  const [made, setMade] = useState<{ readonly of: string; readonly bitmap: ImageBitmap } | null>(null)
  const wanted = facts !== null && mayShow(facts)
  useEffect(() => {
    if (!wanted || kept.has(fileId)) return undefined
    const abort = new AbortController()
    const make = async (): Promise<void> => {
      const bitmap = await pictures.thumbnail(localAddress(fileId), PX, abort.signal)
      if (bitmap === null) return
      keep(fileId, bitmap)
      if (!abort.signal.aborted) setMade({ of: fileId, bitmap })
    }
    void make()
    return () => abort.abort()
  }, [fileId, wanted])
  if (!wanted) return null
  return kept.get(fileId) ?? (made?.of === fileId ? made.bitmap : null)
}

function keep(fileId: string, bitmap: ImageBitmap): void {
  kept.delete(fileId)
  kept.set(fileId, bitmap)
  // Not closed: a row may still draw it.
  if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '')
}

const mayShow = ({ picture, problem, width, height }: FileFacts): boolean =>
  picture && problem === null && (width ?? 0) * (height ?? 0) <= MOST_PIXELS
