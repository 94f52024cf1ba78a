import type { AppError } from '#shared/errors/app-error.ts'
import type { FileRegistry } from '#main/files/file-registry.ts'
import type { SourcePictures } from '#main/pictures/source-pictures.ts'
import type { JournalReader } from '#main/storage/journal/journal.ts'
import type { DownloadFile } from '#main/filestack/download.ts'
import { createThumbnailStream } from './thumbnail.ts'
import { createLocalPictureStream } from './local-picture.ts'
import { createOutputFilePreview } from './output-file-preview.ts'
import { createOutputFileFinder, type OutputFileServices } from './output-file.ts'
import { createResultStream } from './results.ts'
import { createSourcePictureStream } from './source-picture.ts'
import { createOutputFileSaver, type SaveOptions } from './save-output-file.ts'

type StreamServices = OutputFileServices &
  Pick<SaveOptions, 'askWhere'> & {
    readonly download: DownloadFile
    /** Called when a kept result is not what was received. */
    readonly onDamaged?: (error: AppError) => void
    readonly reader: Pick<JournalReader, 'job' | 'body' | 'storedOutputFiles'>
    readonly files: Pick<FileRegistry, 'get'>
    readonly pictures: SourcePictures
  }

/** The streams of the window's own origin, by prefix, and the function that saves an output file. */
export function createStreams(services: StreamServices) {
  const find = createOutputFileFinder(services)
  const { download } = services
  return {
    byPrefix: {
      '/results/': createResultStream(services.reader, services.onDamaged),
      '/files/': createOutputFilePreview({ find, download }),
      '/local/': createLocalPictureStream(services.files),
      '/pictures/': createThumbnailStream(services.pictures),
      '/sources/': createSourcePictureStream(services.pictures),
    },
    save: createOutputFileSaver({ find, download, askWhere: services.askWhere }),
  }
}
