import { parentPort, workerData } from 'node:worker_threads'
import { createRandom, spoil } from './random-bytes.ts'
import { createReaders, type FuzzedReader } from './readers.ts'
import type { FuzzMessage, FuzzTask } from './fuzz-task.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has one listener and no origin to name
const post = (message: FuzzMessage): void => parentPort?.postMessage(message)

const { reader: name, seed, count } = workerData as FuzzTask
const readers: Readonly<Record<string, FuzzedReader>> = createReaders()
const reader = readers[name]
if (reader === undefined) throw new Error(`There is no reader ${name}`)
const random = createRandom(seed)
for (let index = 0; index < count; index += 1) {
  const example = reader.examples[Math.floor(random() * reader.examples.length)]
  const bytes = spoil(example ?? Buffer.alloc(0), random)
  post({ kind: 'input', bytes })
  const begun = performance.now()
  try {
    await reader.read(bytes)
  } catch (cause) {
    post({ kind: 'threw', bytes, message: String(cause) })
  }
  post({ kind: 'done', ms: performance.now() - begun })
}
