import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVerdict, removeRule } from './hardening/mutate.ts'
import { HARDENING_RULES } from './hardening/rules.ts'
import { formatRuleTable } from './hardening/table.ts'
import { ROOT } from './lib/electron-target.ts'

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

// Would catch: a rule whose text was rewritten, so that the nightly run takes nothing away any more.
test.each(HARDENING_RULES.map((rule) => [rule.name, rule] as const))(
  'it can be taken away: %s',
  (_name, rule) => {
    const text = read(rule.file)
    expect(removeRule(text, rule)).not.toBeNull()
    expect(removeRule(text, rule)).not.toBe(text)
    expect(existsSync(join(ROOT, rule.test))).toBe(true)
  },
)

// Would catch: two rows that take the same rule away, counted as two.
test('every rule is there once', () => {
  expect(new Set(HARDENING_RULES.map(({ name }) => name)).size).toBe(HARDENING_RULES.length)
  expect(new Set(HARDENING_RULES.map(({ file, from, to }) => `${file}\n${from}\n${to}`)).size).toBe(
    HARDENING_RULES.length,
  )
  expect(HARDENING_RULES.length).toBeGreaterThanOrEqual(47)
})

// Would catch: a document that promises rules which the table has no more.
test('docs/security.md shows the table', () => {
  const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-')
  expect(plain(read('docs/security.md'))).toContain(plain(formatRuleTable(HARDENING_RULES)))
})

// Would catch: a text that stands in a file twice, of which only one is taken away.
test('a rule is taken away only where its text stands once', () => {
  expect(removeRule('a b c', { from: 'b', to: 'x' })).toBe('a x c')
  expect(removeRule('a b b', { from: 'b', to: 'x' })).toBeNull()
  expect(removeRule('a', { from: 'b', to: 'x' })).toBeNull()
})

// Would catch: a test file that cannot be loaded, counted as a red test.
test('only a test that ran and failed counts as red', () => {
  const result = (...results: { status: string; fullName: string }[]) => ({
    numTotalTests: results.length,
    testResults: [{ message: 'Cannot find module', assertionResults: results }],
  })
  expect(readVerdict(result({ status: 'failed', fullName: 'no popup' }))).toEqual({
    kind: 'red',
    test: 'no popup',
  })
  expect(readVerdict(result({ status: 'passed', fullName: 'no popup' }))).toEqual({ kind: 'green' })
  expect(readVerdict(result()).kind).toBe('broken')
  expect(readVerdict(null).kind).toBe('broken')
})
