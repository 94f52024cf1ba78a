import { parentPort } from 'node:worker_threads'
import { toListError } from '#main/files/lists/list-error.ts'
import { lookAtText } from '#main/files/lists/look.ts'
import type { SheetRow } from '#main/files/lists/sheet.ts'
import { openTable } from '#main/files/lists/table.ts'
import type { TextListAnswer, TextListQuestion } from './text-list-task.ts'

// A text is foreign bytes, and what it makes its readers do may take a minute: it has a thread of its own.

let rows: AsyncIterator<readonly SheetRow[]> | null = null

async function answer(question: TextListQuestion): Promise<TextListAnswer> {
  if (question.kind === 'look')
    return { kind: 'look', found: await lookAtText(question.input, question.name, question.context) }
  if (question.kind === 'rows') rows = openTable(question.input, question.form).rows[Symbol.asyncIterator]()
  const step = await rows?.next()
  const isLast = step === undefined || step.done === true
  return { kind: 'rows', packed: JSON.stringify(isLast ? [] : step.value), isLast }
}

parentPort?.on('message', (question: TextListQuestion) => {
  void answer(question)
    .catch((cause: unknown): TextListAnswer => ({ kind: 'failed', error: toListError(cause) }))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has one listener and no origin to name
    .then((said) => parentPort?.postMessage(said))
})
