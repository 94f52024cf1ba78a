import { MAX_PICTURE_BYTES } from '#shared/model/bounds.ts'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { readHead } from '#main/files/inspect/head.ts'
import { typeInside } from '#main/files/inspect/inspect.ts'
import { isPicture } from '#main/files/inspect/kinds.ts'
import type { FileRegistry } from '#main/files/file-registry.ts'
import { pictureHeaders } from './picture-headers.ts'

/** Bytes that are enough to recognise every kind of picture. */
const TYPE_DETECTION_BYTES = 4100

/** `/local/<file>`: a picture that the person added, from which the window makes a small one. Only pictures are served. */
export function createLocalPictureStream(files: Pick<FileRegistry, 'get'>) {
  return async (request: Request, url: URL): Promise<Response> => {
    const found = files.get(url.pathname.slice('/local/'.length))
    const file = found === null ? null : await openFile(found.path).catch(() => null)
    if (file === null) return new Response(null, { status: 404 })
    const answer = await answerWith(file, request.method === 'HEAD').catch(
      () => new Response(null, { status: 404 }),
    )
    if (answer.body === null) await file.close()
    return answer
  }
}

/** Opens a regular file only: a named pipe in the place of the file would never answer. */
async function openFile(path: string): Promise<FileHandle | null> {
  return (await stat(path)).isFile() ? open(path) : null
}

/** The file is open; the stream of an answer with a body closes it. */
async function answerWith(file: FileHandle, onlyHead: boolean): Promise<Response> {
  const { size } = await file.stat()
  if (size === 0) return new Response(null, { status: 404 })
  if (size > MAX_PICTURE_BYTES) return new Response(null, { status: 413 })
  const type = await typeInside(await readHead(file, Math.min(TYPE_DETECTION_BYTES, size)))
  if (type === null || !isPicture(type)) return new Response(null, { status: 415 })
  const headers = pictureHeaders(type, size)
  if (onlyHead) return new Response(null, { headers })
  // Read up to the announced size, since a file that grows in the meantime would break the answer.
  const bytes = file.createReadStream({ start: 0, end: size - 1 })
  return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, { headers })
}
