import type { HardeningRule } from './rule.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The rules as a table of Markdown, for `docs/security.md`. */
export function formatRuleTable(rules: readonly HardeningRule[]): string {
  return [
    '| what holds | where | which test is red without it |',
    '| --- | --- | --- |',
    ...rules.map(({ name, file, test }) => `| ${[cell(name), `\`${file}\``, `\`${test}\``].join(' | ')} |`),
  ].join('\n')
}
