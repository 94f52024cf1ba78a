// Cuts one large body for a copy, then ends: main's loop goes on meanwhile.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { appError } from '#shared/errors/catalogue.ts'
import type { BodyInfo } from '#shared/model/job.ts'
import { isIntactBody } from '#main/storage/bodies.ts'
import { fail, type Result } from '#shared/model/result.ts'
import { selectBytes, type CopySelection } from './select-bytes.ts'

if (parentPort === null) throw new Error('copy.worker runs as a worker only')

const port = parentPort
const { path, info, ...cut } = workerData as CopySelection & {
  readonly path: string
  readonly info: BodyInfo
}
const body = read()
const result = select()
if (result.ok) {
  // Of its own memory, which is handed over; the rest goes with the thread.
  const data = new Uint8Array(result.data)
  port.postMessage({ ...result, data }, [data.buffer])
} else port.postMessage(result)

function read(): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

function select(): Result<Uint8Array> {
  if (body === null) return fail(appError('job.noResult'))
  return isIntactBody(info, body) ? selectBytes(body, cut) : fail(appError('job.resultDamaged'))
}
