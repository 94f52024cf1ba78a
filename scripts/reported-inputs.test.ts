import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROW = /^\| (\d+) +\|.*`([^`]+\.test\.ts)` +\|$/gm

// Would catch: a reported input whose test was renamed away, so that nothing holds it any more.
test('each reported input has a test that names it', () => {
  const rows = [...readFileSync('docs/reported-inputs.md', 'utf8').matchAll(ROW)]
  expect(rows.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 25 }, (_, index) => index + 1),
  )
  for (const [, number = '', path = ''] of rows)
    expect(readFileSync(path, 'utf8'), `case ${number}`).toMatch(
      new RegExp(`[Cc]ases? (?:\\d+ and )?${number}\\b`),
    )
})
