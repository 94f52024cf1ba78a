/** Turns the values that structured clone knows into text and back. */
export interface Codec {
  /** Throws “An object could not be cloned.” for functions and symbols. */
  pack(value: unknown): string
  unpack(text: string): unknown
}

/**
 * Makes a codec. Its source text is also sent to the page, so it must refer to nothing outside itself.
 */
export function createCodec(): Codec {
  const TAG = '__$type'
  type Plain = Record<string, unknown>

  const toBase64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let i = 0; i < bytes.length; i += 32_768)
      text += String.fromCharCode(...bytes.subarray(i, i + 32_768))
    return btoa(text)
  }
  const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  const mapObject = (object: object, change: (value: unknown) => unknown): Plain =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))

  const encode = (value: unknown): unknown => {
    if (value === undefined) return { [TAG]: 'undefined' }
    if (typeof value === 'bigint') return { [TAG]: 'bigint', value: String(value) }
    if (typeof value === 'number' && !Number.isFinite(value)) return { [TAG]: 'number', value: String(value) }
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new Error('An object could not be cloned.')
    }
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(encode)
    if (value instanceof Date) return { [TAG]: 'date', value: value.getTime() }
    if (value instanceof ArrayBuffer) return { [TAG]: 'buffer', value: toBase64(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      return { [TAG]: 'bytes', value: toBase64(bytes) }
    }
    if (value instanceof Map) {
      return { [TAG]: 'map', value: [...value].map(([key, item]) => [encode(key), encode(item)]) }
    }
    if (value instanceof Set) return { [TAG]: 'set', value: [...value].map(encode) }
    if (value instanceof Error) {
      return { [TAG]: 'error', name: value.name, message: value.message, stack: value.stack ?? '' }
    }
    return mapObject(value, encode)
  }

  const decode = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(decode)
    const tagged = value as {
      [TAG]?: string
      value?: unknown
      name?: string
      message?: string
      stack?: string
    }
    switch (tagged[TAG] ?? '') {
      case 'undefined':
        return undefined
      case 'bigint':
        return BigInt(String(tagged.value))
      case 'number':
        return Number(tagged.value)
      case 'date':
        return new Date(Number(tagged.value))
      case 'buffer':
        return fromBase64(String(tagged.value)).buffer
      case 'bytes':
        return fromBase64(String(tagged.value))
      case 'map':
        return new Map((tagged.value as [unknown, unknown][]).map(([k, v]) => [decode(k), decode(v)]))
      case 'set':
        return new Set((tagged.value as unknown[]).map(decode))
      case 'error': {
        const { name, message, stack } = tagged
        return Object.assign(new Error(message), { name, stack })
      }
      default:
        return mapObject(value, decode)
    }
  }

  return {
    pack: (value) => JSON.stringify(encode(value)),
    unpack: (text) => decode(JSON.parse(text)),
  }
}
