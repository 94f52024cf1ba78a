import type { FileRegistry } from '#main/files/registry.ts'
import type { Thumbnails } from '#main/files/thumbnails.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { DownloadFile } from '#main/filestack/download.ts'
import { keptPictureStream } from './kept-picture.ts'
import { localStream } from './local.ts'
import { previewStream } from './preview.ts'
import { createFileFinder, type ProducedFiles } from './produced-file.ts'
import { resultsStream } from './results.ts'
import { createSave, type SaveServices } from './save.ts'

type Streaming = ProducedFiles &
  Pick<SaveServices, 'askWhere'> & {
    readonly download: DownloadFile
    readonly reader: Pick<JournalReader, 'job' | 'body' | 'upload' | 'keptFiles'>
    readonly files: Pick<FileRegistry, 'get'>
    readonly thumbnails: Pick<Thumbnails, 'of'>
  }

/** What the page gets from its own origin, by prefix, and the saving of what it saw there. */
export function createStreams(services: Streaming) {
  const find = createFileFinder(services)
  const { download } = services
  return {
    byPrefix: {
      '/results/': resultsStream(services.reader),
      '/files/': previewStream({ find, download }),
      '/local/': localStream(services.files),
      '/pictures/': keptPictureStream(services),
    },
    save: createSave({ find, download, askWhere: services.askWhere }),
  }
}
