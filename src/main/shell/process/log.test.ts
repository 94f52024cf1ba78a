import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { expect, onTestFinished, test } from 'vitest'
import { createRedactor } from '#main/redact/redactor.ts'
import { startLog } from './log.ts'

// Would catch: a secret in a log line or in the stack of an error, and a log that grows until the disk is full.
test('the log holds no secrets and is begun anew when it is long', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowbench-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  // The terminal of the tests stays clean; what is written there is the same text.
  electronLog.transports.console.writeFn = () => undefined
  const redactor = createRedactor()
  redactor.learn('planted-secret-word')
  const log = startLog(join(folder, 'logs'), redactor, 4000)
  log.info('begun with planted-secret-word')
  for (let line = 0; line < 60; line += 1) log.info(`a line of some length to fill the log, number ${line}`)
  const cause = new Error(
    'failed at https://cdn.filestackcontent.com/security=p:eyJleHBpcnkiOjE1Nzc4OTk4MDB9,s:abc/H',
    {
      cause: new Error('planted-secret-word'),
    },
  )
  log.info('the end')
  const old = join(folder, 'logs/main.old.log')
  expect(existsSync(old)).toBe(true)
  log.error('it failed', cause)
  const text = readFileSync(old, 'utf8') + readFileSync(log.file, 'utf8')
  expect(text).toContain('begun with …')
  expect(text).toContain('number 59')
  expect(text).toContain('it failed')
  expect(text).toContain('failed at')
  expect(text).not.toMatch(/planted-secret-word|eyJleHBpcnkiOjE1Nzc4OTk4MDB9/)
})
