import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Credentials } from '#main/filestack/client.ts'
import { createTransport } from '#main/filestack/http.ts'
import { createTestCredentials } from '#main/filestack/testing/credentials.ts'
import type { PartBytes, UploadClient } from '#main/filestack/upload/client.ts'
import { createUploadClient } from '#main/filestack/upload/create-upload-client.ts'
import type { UploadTicket } from '#shared/model/upload.ts'
import { startAnsweringServer, type AnsweringServer, type TestAnswer } from './answering-server.ts'

const NAME = `😀 ${String.fromCodePoint(0x202e)}שלום "x"\n${'n'.repeat(200)}.jpg`
export const FILE = { filename: NAME, mimetype: 'image/jpeg', size: 7_000_000 }
const TICKET: UploadTicket = {
  uri: '/u',
  region: 'us-east-1',
  uploadId: 'id-1',
  locationUrl: '',
  locationRegion: 'eu-1',
}
export interface ClientHarness {
  readonly server: AnsweringServer
  readonly client: UploadClient
  readonly credentials: Credentials
  readonly ticket: UploadTicket
}

/** A client and a server that says what the test wants. */
export async function createClientHarness(
  says: TestAnswer | (() => TestAnswer),
  security?: Credentials['security'],
): Promise<ClientHarness> {
  const server = await startAnsweringServer(() => (typeof says === 'function' ? says() : says))
  const transport = createTransport()
  onTestFinished(() => transport.close())
  return {
    server,
    client: createUploadClient({ transport, clock: Date }),
    credentials: createTestCredentials(server.url, security),
    ticket: { ...TICKET, locationUrl: server.url },
  }
}

export function toPartBytes(content: Buffer, number = 1): PartBytes {
  return {
    number,
    size: content.length,
    md5: createHash('md5').update(content).digest('base64'),
    async *open() {
      for (let at = 0; at < content.length; at += 70_000) yield content.subarray(at, at + 70_000)
    },
  }
}
