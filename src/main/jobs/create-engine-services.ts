import type { FilestackClient } from '#main/filestack/client.ts'
import { readBodyFileHere, type ReadBodyFile } from '#main/filestack/results/body-file-reader.ts'
import type { OpenBodySink } from '#main/lib/body-file.ts'
import { createClient } from '#main/filestack/create-client.ts'
import { createDownload, type DownloadFile } from '#main/filestack/download.ts'
import { createTransport, type TransportOptions } from '#main/filestack/http.ts'
import type { Transport } from '#main/filestack/transport.ts'
import type { ClientOptions } from '#main/filestack/sender.ts'
import { createUploadClient } from '#main/filestack/upload/create-upload-client.ts'
import { toMonotonicClock } from '#main/lib/monotonic-clock.ts'
import type { Journal } from '#main/storage/journal/journal.ts'
import { createEngine } from './create-engine.ts'
import type { EnginePorts } from './engine-ports.ts'
import type { Engine } from './engine.ts'
import type { OutputFileStore } from './output-files/output-file-downloader.ts'
import { createReadOnlyEngine } from './read-only-engine.ts'

export interface EngineServicesOptions {
  /** For a journal that can only be read, an engine is made that refuses every command. */
  readonly journal: Journal
  readonly ports: EnginePorts
  /** Proxies, certificates and limits of the connections to the service. */
  readonly network?: TransportOptions
  /** Replaces the transport that is made from `network`. */
  readonly transport?: Transport
  /** Cuts secrets from the words of the service. */
  readonly redact?: ClientOptions['redact']
  readonly onServerDate?: ClientOptions['onServerDate']
  /** Large results are written to files as they arrive, and read in a thread. Without it they are held in memory. */
  readonly bodyFiles?: BodyFiles
  /** Writes output files into the data folder. Without it none are kept, whatever the setting says. */
  readonly writeOutputFile?: OutputFileStore['write']
  /** Replaces the download over the network. */
  readonly download?: DownloadFile
}

/** Writes and reads large results. */
interface BodyFiles {
  readonly openSink: OpenBodySink
  readonly read: ReadBodyFile
}

/** The engine and its transport. To close them, close the engine first, then the transport. */
export interface EngineServices {
  readonly engine: Engine
  readonly client: FilestackClient
  readonly transport: Transport
  readonly download: DownloadFile
}

/** Makes an engine from its ports: for the app, the command line, the tests and the benches. */
export function createEngineServices(options: EngineServicesOptions): EngineServices {
  const { journal, network = {}, redact, onServerDate, writeOutputFile, bodyFiles } = options
  const readBodyFile = bodyFiles?.read ?? readBodyFileHere
  // Engine and client share one clock, so that times of the service stay right when somebody sets the computer's clock.
  const ports: EnginePorts = { ...options.ports, clock: toMonotonicClock(options.ports.clock) }
  const transport = options.transport ?? createTransport({ ...network, ...toSinkOption(bodyFiles) })
  const download = options.download ?? createDownload(network)
  const clientOptions: ClientOptions = {
    transport,
    clock: ports.clock,
    readBodyFile,
    ...(redact === undefined ? {} : { redact }),
  }
  const client = createClient({ ...clientOptions, ...(onServerDate === undefined ? {} : { onServerDate }) })
  const engine = journal.readOnly
    ? createReadOnlyEngine()
    : createEngine({
        journal,
        client,
        uploadClient: createUploadClient(clientOptions),
        ports,
        ...(writeOutputFile === undefined
          ? {}
          : { files: { download, write: writeOutputFile, readBodyFile } }),
      })
  return { engine, client, transport, download }
}

const toSinkOption = (bodyFiles: BodyFiles | undefined): Pick<TransportOptions, 'openBodySink'> =>
  bodyFiles === undefined ? {} : { openBodySink: bodyFiles.openSink }
