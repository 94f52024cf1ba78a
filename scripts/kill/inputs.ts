import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of the jobs of a run, one in so many is a local file, and of these one in so many has several parts. */
const FILE_EVERY = 10
const LARGE_EVERY = 40
const PART = 5 * 1024 * 1024

/** What a run of the trial is given: a list, and a folder of files. Every source is named once in the whole trial. */
export function writeInputs(
  folder: string,
  run: number,
  jobs: number,
): { readonly list: string; readonly files: string } {
  const files = join(folder, `files-${run}`)
  mkdirSync(files, { recursive: true })
  const lines: string[] = []
  let written = 0
  for (let index = 0; index < jobs; index++) {
    const number = String(run * 1_000_000 + index).padStart(14, '0')
    if (index % FILE_EVERY === 0) {
      const size = written % LARGE_EVERY === LARGE_EVERY - 1 ? PART * 2 + 1000 : 2000
      const bytes = Buffer.alloc(size, number)
      writeFileSync(join(files, `${number}.txt`), bytes)
      written += 1
    } else {
      lines.push(index % 7 === 0 ? `src://kill/${number}.png` : `Handle${number}`)
    }
  }
  const list = join(folder, `list-${run}.txt`)
  writeFileSync(list, `${lines.join('\n')}\n`)
  return { list, files }
}
