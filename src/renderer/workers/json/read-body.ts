/** Reads a body to its end into one array. Memory for `expected` bytes is taken at once, so that nothing has to be copied later. */
export async function readBody(body: ReadableStream<Uint8Array>, expected: number): Promise<Uint8Array> {
  let bytes = new Uint8Array(expected)
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return bytes.subarray(0, length)
    if (length + value.length > bytes.length) {
      const grown = new Uint8Array(Math.max(length + value.length, Math.ceil(bytes.length * 1.5)))
      grown.set(bytes.subarray(0, length))
      bytes = grown
    }
    bytes.set(value, length)
    length += value.length
  }
}
