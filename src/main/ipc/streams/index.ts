import { createDownload, type DownloadOptions } from './download.ts'
import { previewStream } from './preview.ts'
import { createFileFinder, type ProducedFiles } from './produced-file.ts'
import { resultsStream } from './results.ts'
import { createSave, type SaveServices } from './save.ts'

type Streaming = ProducedFiles & DownloadOptions & Pick<SaveServices, 'askWhere'>

/** What the page gets from its own origin, by prefix, and the saving of what it saw there. */
export function createStreams(services: Streaming) {
  const find = createFileFinder(services)
  const download = createDownload(services)
  return {
    byPrefix: {
      '/results/': resultsStream(services.reader),
      '/files/': previewStream({ find, download }),
    },
    save: createSave({ find, download, askWhere: services.askWhere }),
  }
}
