import mime from 'mime'
import type { FileTask } from '#main/filestack/results/result-facts.ts'
import { fillFileNamePattern, type FileNamePattern } from '#shared/model/file-name-pattern.ts'
import type { Job } from '#shared/model/job.ts'
import { sourceText } from '#shared/model/source.ts'

const ENDING = /\.([A-Za-z0-9]{1,8})$/

/** The name that a pattern gives an output file, as its words say it: it still has to be made one that a file system takes. */
export function toSavedFileName(
  pattern: FileNamePattern,
  job: Job,
  file: FileTask,
  redact: (text: string) => string,
): string {
  return fillFileNamePattern(pattern, {
    task: file.key,
    source: toSourceName(job, redact),
    name: file.filename.replace(ENDING, '') || file.key,
    number: String(job.position + 1),
    job: job.remoteJobId ?? job.id,
    ext: findEnding(file),
    labels: Object.fromEntries(Object.entries(job.labels).map(([name, value]) => [name, redact(value)])),
  })
}

/** The last part of what the job ran on, without its ending: that belongs to the source and not to the file. */
function toSourceName({ source }: Job, redact: (text: string) => string): string {
  const [path = ''] = redact(sourceText(source)).split(/[?#]/, 1)
  return (
    path
      .split(/[\\/]/)
      .findLast((part) => part !== '')
      ?.replace(ENDING, '') ?? ''
  )
}

/** By the name that the service gives it, or else by its type. */
const findEnding = ({ filename, mimetype }: FileTask): string =>
  ENDING.exec(filename)?.[1]?.toLowerCase() ?? mime.getExtension(mimetype) ?? 'bin'
