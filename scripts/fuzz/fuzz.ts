import { Worker } from 'node:worker_threads'
import type { FuzzMessage, FuzzTask } from './fuzz-task.ts'

/** What one reader made of its inputs. */
export interface FuzzReport {
  readonly inputs: number
  readonly slowestMs: number
  /** What went wrong, with the input in base64, for `found-inputs.ts`. */
  readonly problems: readonly string[]
}

/** No input is longer than a few kB: a reader that needs this long for one has a flaw. Generous for a busy machine. */
const MAX_INPUT_MS = 20_000
/** Young and old together, MB. */
const MEMORY_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }
const MAX_PROBLEMS = 5

/** Gives a reader so many spoiled inputs, in a thread that is ended when it hangs or takes too much memory. */
export async function fuzz(task: FuzzTask): Promise<FuzzReport> {
  const worker = new Worker(new URL(import.meta.resolve('./fuzz.worker.ts')), {
    workerData: task,
    resourceLimits: MEMORY_LIMITS,
  })
  const problems: string[] = []
  let [inputs, slowestMs] = [0, 0]
  let current: Uint8Array = Buffer.alloc(0)
  const note = (what: string, bytes: Uint8Array): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(`${what}: ${Buffer.from(bytes).toString('base64')}`)
  }
  const hangs = (): void => {
    note(`it took more than ${MAX_INPUT_MS} ms`, current)
    void worker.terminate()
  }
  let watchdog = setTimeout(hangs, MAX_INPUT_MS)
  worker.on('message', (message: FuzzMessage) => {
    if (message.kind === 'input') {
      current = message.bytes
      clearTimeout(watchdog)
      watchdog = setTimeout(hangs, MAX_INPUT_MS)
    } else if (message.kind === 'threw') note(`it threw ${message.message}`, message.bytes)
    else {
      inputs += 1
      slowestMs = Math.max(slowestMs, message.ms)
    }
  })
  worker.on('error', (cause) => note(`its thread ended, ${String(cause)}`, current))
  await new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  clearTimeout(watchdog)
  return { inputs, slowestMs, problems }
}
