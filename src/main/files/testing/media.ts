import { deflateSync, crc32 } from 'node:zlib'

/** A PNG that says it is so large; of its pixels only as many as `rows`. */
export function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc(Math.min((width + 1) * height, 100_000)))
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

/** A JPEG head: `filler` bytes of application data, its orientation, then its size. */
export function jpeg(width: number, height: number, orientation: number, filler = 0): Buffer {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\u0008', 'latin1'),
    Buffer.from([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
  ])
  const segments = [segment(0xe1, exif)]
  for (let left = filler; left > 0; left -= 60_000)
    segments.push(segment(0xe2, Buffer.alloc(Math.min(left, 60_000))))
  const size = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    segment(0xc0, size),
    Buffer.from([0xff, 0xd9]),
  ])
}

function segment(marker: number, data: Uint8Array): Buffer {
  const length = data.length + 2
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data])
}

/** The parts of an MP4 of so many seconds: what stands before its media, and what stands behind it. */
export function mp4(
  seconds: number,
  mediaBytes: number,
): { readonly before: Buffer; readonly after: Buffer } {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(seconds * 1000, 16)
  const media = Buffer.concat([uint32(1), Buffer.from('mdat'), Buffer.alloc(8)])
  media.writeBigUInt64BE(BigInt(mediaBytes + 16), 8)
  return {
    before: Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isommp42')), media]),
    after: box('moov', box('mvhd', header)),
  }
}

const box = (name: string, data: Uint8Array): Buffer =>
  Buffer.concat([uint32(data.length + 8), Buffer.from(name), data])

/** The head of a Matroska (WebM) of so many milliseconds. */
export function webm(ms: number): Buffer {
  const float = Buffer.alloc(8)
  float.writeDoubleBE(ms)
  const header = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from('webm')))
  const info = element(
    [0x15, 0x49, 0xa9, 0x66],
    Buffer.concat([element([0x2a, 0xd7, 0xb1], uint32(1_000_000)), element([0x44, 0x89], float)]),
  )
  return Buffer.concat([header, element([0x18, 0x53, 0x80, 0x67], info)])
}

const element = (id: readonly number[], data: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([...id, 0x80 | data.length]), data])
