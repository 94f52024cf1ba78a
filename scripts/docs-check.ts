// Finds what a reader would follow into nothing: dead links and anchors in Markdown, names of files that do not exist in
// Markdown and in comments, and points of the contract that are not there.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib/electron-target.ts'
import { checkDocs } from './lib/docs-check/check-docs.ts'
import { Repository } from './lib/docs-check/repository.ts'

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
})
const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)))
const texts = new Map(
  paths
    .filter((path) => /\.(?:md|tsx?|[mc]?js|css)$/.test(path))
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
)
const problems = checkDocs(new Repository(paths), texts)
for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`)
if (problems.length > 0) {
  console.error(`${problems.length} references lead nowhere.`)
  process.exit(1)
}
