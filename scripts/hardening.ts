// npm run test:hardening: runs the tests that hold the rules of the hardening. With `--mutate` it takes away one rule
// after the other, in a copy of the project, and expects a red test for each. `--table` prints the table of
// docs/security.md; `--only WORD` takes the rules whose name or file holds the word.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyProject } from './hardening/copy-project.ts'
import { tryWithoutRule } from './hardening/mutate.ts'
import { HARDENING_RULES } from './hardening/rules.ts'
import { formatRuleTable } from './hardening/table.ts'
import { ROOT } from './lib/electron-target.ts'
import { runNode } from './lib/run.ts'

const { values } = parseArgs({
  options: {
    mutate: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
const rules = HARDENING_RULES.filter(({ name, file }) => `${name} ${file}`.includes(values.only))

async function mutateAll(): Promise<boolean> {
  const folder = copyProject(ROOT)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.once('SIGINT', () => process.exit(130))
  let failed = 0
  for (const [index, rule] of rules.entries()) {
    const verdict = await tryWithoutRule(folder, rule)
    if (verdict.kind !== 'red') failed += 1
    const said = { red: 'red', green: 'STAYED GREEN', broken: 'BROKEN' }[verdict.kind]
    const detail =
      verdict.kind === 'red' ? verdict.test : verdict.kind === 'broken' ? verdict.reason : rule.test
    console.log(`${index + 1}/${rules.length} ${said}: ${rule.name} (${rule.file}) – ${detail}`)
  }
  console.log(`${rules.length} rules taken away in turn: ${rules.length - failed} red, ${failed} not`)
  console.log(`${rules.length - failed} passed, ${failed} failed`)
  return failed === 0 && rules.length > 0
}

if (values.table) console.log(formatRuleTable(rules))
else if (values.mutate) process.exitCode = (await mutateAll()) ? 0 : 1
else {
  const tests = [...new Set(rules.map(({ test }) => test))]
  process.exitCode = await runNode(join(ROOT, 'node_modules/vitest/vitest.mjs'), ['run', ...tests], {
    cwd: ROOT,
  })
}
