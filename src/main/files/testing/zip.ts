import { crc32, deflateRawSync } from 'node:zlib'

const DEFLATED = 8

/** An archive of these files; by default nothing is compressed. */
export function zip(files: Readonly<Record<string, string>>, isDeflated = false): Buffer {
  const method = Buffer.from([isDeflated ? DEFLATED : 0, 0])
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const [label, plain] = [Buffer.from(name), Buffer.from(content)]
    const data = isDeflated ? deflateRawSync(plain) : plain
    const facts = Buffer.alloc(16)
    facts.writeUInt32LE(crc32(plain), 0)
    facts.writeUInt32LE(data.length, 4)
    facts.writeUInt32LE(plain.length, 8)
    facts.writeUInt16LE(label.length, 12)
    const local = Buffer.concat([
      Buffer.from('504b030414000000', 'hex'),
      method,
      Buffer.alloc(4),
      facts,
      label,
      data,
    ])
    const place = Buffer.alloc(4)
    place.writeUInt32LE(offset)
    directory.push(
      Buffer.concat([
        Buffer.from('504b0102140014000000', 'hex'),
        method,
        Buffer.alloc(4),
        facts,
        Buffer.alloc(10),
        place,
        label,
      ]),
    )
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}
