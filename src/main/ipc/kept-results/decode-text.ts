import { Turns } from '#main/lib/turns.ts'

/** Bytes that are decoded in one go: some ms. */
const BYTES_AT_ONCE = 2 ** 20

/** The text of UTF-8 bytes, decoded in turns, so that 100 MB do not hold up main's loop. */
export async function decodeText(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder()
  const turns = new Turns()
  let text = ''
  for (let from = 0; from < bytes.length; from += BYTES_AT_ONCE) {
    if (turns.isOver()) await turns.next()
    text += decoder.decode(bytes.subarray(from, from + BYTES_AT_ONCE), { stream: true })
  }
  return text + decoder.decode()
}
