// Reads large answers, one after another; main's loop goes on meanwhile.
import { parentPort } from 'node:worker_threads'
import type { BodyFile } from '#main/lib/body-file.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { BodyFileAnswer, BodyFileQuestion } from './body-file-reader.ts'
import { readBodyFile, type BodyReading } from './read-body.ts'

if (parentPort === null) throw new Error('body-file.worker runs as a worker only')
const port = parentPort

port.on('message', ({ id, value }: BodyFileQuestion) => {
  port.postMessage({ id, value: read(value) } satisfies BodyFileAnswer)
})

/** The words of the file system where the file cannot be read. */
function read(file: BodyFile): Result<BodyReading, string> {
  try {
    return ok(readBodyFile(file))
  } catch (cause) {
    return fail(cause instanceof Error ? cause.message : String(cause))
  }
}
