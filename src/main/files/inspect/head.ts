import type { FileHandle } from 'node:fs/promises'

/** The first `most` bytes of a file, or as many as there are. */
export async function headOf(file: FileHandle, most: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await file.read(buffer, length, most - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}
