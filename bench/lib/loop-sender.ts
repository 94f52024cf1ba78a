import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { listParts, choosePartSize, type PartRange } from '#main/filestack/upload/parts.ts'
import { PARTS_AT_ONCE, type FileToSend } from './file-to-send.ts'

const MERGE_POLL_INTERVAL_MS = 200

/** The simplest upload: reads, hashes, asks for the address, PUTs. No retry, no check of the file, no streams. */
export async function sendByLoop(file: FileToSend, url: string, apiKey: string): Promise<void> {
  const dispatcher = new Agent({ connections: 2 * PARTS_AT_ONCE })
  const about = { filename: file.name, mimetype: 'application/octet-stream', size: file.size }
  let uploadRegion = ''
  const post = async (step: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await request(`${url}/multipart/${step}`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'filestack-upload-region': uploadRegion },
      body: JSON.stringify({ apikey: apiKey, store: { location: 's3' }, ...body }),
    })
    const text = await answer.body.text()
    if (answer.statusCode === 202) {
      await wait(MERGE_POLL_INTERVAL_MS)
      return post(step, body)
    }
    if (answer.statusCode !== 200) throw new Error(`${step}: ${answer.statusCode} ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
  const { uri, region, upload_id, location_region } = await post('start', about)
  uploadRegion = String(location_region)
  const upload = { uri, region, upload_id }
  const parts: { readonly part_number: number; readonly etag: string }[] = []

  const sendPart = async (handle: FileHandle, { number, start, size }: PartRange): Promise<void> => {
    const bytes = Buffer.allocUnsafe(size)
    await handle.read(bytes, 0, size, start)
    const md5 = createHash('md5').update(bytes).digest('base64')
    const signed = await post('upload', { ...upload, part: number, size, md5 })
    const answer = await request(String(signed['url']), {
      dispatcher,
      method: 'PUT',
      headers: signed['headers'] as Record<string, string>,
      body: bytes,
    })
    await answer.body.dump()
    if (answer.statusCode !== 200) throw new Error(`part ${number}: ${answer.statusCode}`)
    parts.push({ part_number: number, etag: String(answer.headers['etag']) })
  }

  const handle = await open(file.path)
  const waiting = listParts(file.size, choosePartSize(file.size))
  const work = async (): Promise<void> => {
    // All workers share one iterator.
    for (let next = waiting.next(); !next.done; next = waiting.next()) await sendPart(handle, next.value)
  }
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work))
  const inOrder = parts.toSorted((a, b) => a.part_number - b.part_number)
  await post('complete', { ...upload, ...about, parts: inOrder })
  await handle.close()
  await dispatcher.close()
}
