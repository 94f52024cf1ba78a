// Reads kept results and selects parts of them, one after another; main's loop goes on meanwhile.
import { existsSync, readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { appError } from '#shared/errors/catalogue.ts'
import type { WorkerMessage } from '#main/lib/idle-worker.ts'
import { isIntactBody } from '#main/lib/body-file.ts'
import { fail, ok, type Result } from '#shared/model/result.ts'
import type { ResultQuestion } from './kept-results.ts'
import { selectBytes } from './select-bytes.ts'

type ResultAnswer = WorkerMessage<Result<Uint8Array>>

if (parentPort === null) throw new Error('result.worker runs as a worker only')
const port = parentPort

/** The body that was read last is kept, since the pictures of a result are asked for one by one. */
let last: { readonly path: string; readonly bytes: Uint8Array } | null = null

port.on('message', ({ id, value: question }: WorkerMessage<ResultQuestion>) => {
  const value = answer(question)
  if (!value.ok) return port.postMessage({ id, value } satisfies ResultAnswer)
  // A copy, since its memory is transferred, and the body stays here.
  const data = new Uint8Array(value.data)
  port.postMessage({ id, value: ok(data) } satisfies ResultAnswer, [data.buffer])
})

function answer({ path, info, selection }: ResultQuestion): Result<Uint8Array> {
  const isLast = last?.path === path && existsSync(path)
  const body = last !== null && isLast ? ok(last.bytes) : read(path, info)
  return body.ok ? selectBytes(body.data, selection) : body
}

/** The body is kept only when it is intact; a damaged one is read again each time. */
function read(path: string, info: ResultQuestion['info']): Result<Uint8Array> {
  last = null
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch {
    return fail(appError('job.noResult'))
  }
  if (!isIntactBody(info, bytes)) return fail(appError('job.resultDamaged'))
  last = { path, bytes }
  return ok(bytes)
}
