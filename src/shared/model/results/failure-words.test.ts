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
  ['text', null],
  [null, null],
])('%j says %j', (answer, words) => {
  expect(findFailureWords(answer)).toBe(words)
})
