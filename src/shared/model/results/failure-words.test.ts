import { expect, test } from 'vitest'
import { findFailureWords } from './failure-words.ts'

// Would catch: a failed job that does not show what the service said of it.
test.each([
  [{ status: 'Failed', error: 'no such file' }, 'no such file'],
  [{ status: 'Failed', results: { store_1: { error: { msg: 'Access\n denied' } } } }, 'Access denied'],
  [{ results: { sfw: { data: { sfw: true } }, ocr: { message: 'Not a picture' } } }, 'Not a picture'],
  [{ errors: [{ reason: 'timeout' }] }, 'timeout'],
  [{ error: '', message: 'x'.repeat(300) }, `${'x'.repeat(199)}…`],
  [{ status: 'Failed', results: {} }, null],
  [{ errors: ['No such file'] }, 'No such file'],
  [{ results: { store: { error: { code: 'AccessDenied' } } } }, 'AccessDenied'],
  [{ results: { store: { error: { problems: [{ msg: 'Too wide' }] } } } }, 'Too wide'],
  [{ status: 'Failed', error: null, results: { store: { error: false, msg: 'Full' } } }, 'Full'],
  ['text', null],
  [null, null],
])('%j says %j', (answer, words) => {
  expect(findFailureWords(answer)).toBe(words)
})

// Would catch: what stands in the file, or what a task that went well says, shown as the reason of the failure.
test.each([
  [{ results: { hook: { message: 'Delivered' }, store: { error: { msg: 'Denied' } } } }, 'Denied'],
  [
    { results: { ocr: { data: { details: 'Chapter one' } }, store: { data: { error: 'Denied' } } } },
    'Denied',
  ],
  [{ results: { ocr: { data: { reason: 'Chapter one' } } } }, null],
  [{ results: { a: { deep: { error: 'The cause within' } }, b: { error: 'The cause' } } }, 'The cause'],
])('of %j only the failure is told', (answer, words) => {
  expect(findFailureWords(answer)).toBe(words)
})
