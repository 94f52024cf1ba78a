import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One job in so many is a local file, and one file in so many has several parts. */
const FILE_EVERY_JOBS = 10
const LARGE_FILE_EVERY_FILES = 40
const PART_BYTES = 5 * 1024 * 1024

/** Writes the inputs of a run: a list, and a folder of files. No source occurs twice in the whole trial. */
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
    if (index % FILE_EVERY_JOBS === 0) {
      const size =
        written % LARGE_FILE_EVERY_FILES === LARGE_FILE_EVERY_FILES - 1 ? PART_BYTES * 2 + 1000 : 2000
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
