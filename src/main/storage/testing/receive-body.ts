import type { BodyFile } from '#main/lib/body-file.ts'
import { createIncomingBodies } from '#main/storage/incoming-bodies.ts'

/** Writes bytes into a data folder as they would come from a server, as fast as the disk takes them. */
export async function receiveBody(folder: string, bytes: Uint8Array, pieceBytes = 65_536): Promise<BodyFile> {
  let wake = (): void => undefined
  const sink = createIncomingBodies(folder)({ onDrain: () => wake(), onFailure: () => wake() })
  for (let at = 0; at < bytes.length; at += pieceBytes)
    if (!sink.write(bytes.subarray(at, at + pieceBytes)))
      await new Promise<void>((resolve) => (wake = resolve))
  const received = await sink.finish()
  if (!received.ok) throw new Error(received.error.message)
  return received.data
}
