import { toOfferedFileName } from '#main/export/offered-file-name.ts'
import { toOfferedName } from '#main/lib/offered-name.ts'

/** Room that stays for ` (123)`, `.json` and `.flowbench-part` behind a name. */
const MAX_STEM_BYTES = 180

/**
 * The names of a folder that are taken. What it gives is a plain name that every file system can store, and stands for one file
 * only where capitals and small letters, or an accent as one character and as two, are the same.
 */
export class UniqueNames {
  readonly #taken = new Set<string>()

  add(name: string): void {
    this.#taken.add(toKey(name))
  }

  has(name: string): boolean {
    return this.#taken.has(toKey(name))
  }

  /** Takes the name, or with a number where it is taken. `endings`: names with these behind them have to be free as well. */
  take(wanted: string, endings: readonly string[] = []): string {
    const plain = toPlainName(wanted)
    const dot = plain.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, '']
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? plain : `${stem} (${count})${ending}`
      const all = [name, ...endings.map((more) => name + more)]
      if (all.some((each) => this.has(each))) continue
      for (const each of all) this.add(each)
      return name
    }
  }
}

/** A name without any path. What somebody else calls a file is never believed to be one. */
export const toPlainName = (name: string): string => toOfferedFileName(toOfferedName(cutStem(name), 'file'))

/** The end of a long name stays: it says what kind of file it is. */
function cutStem(name: string): string {
  if (Buffer.byteLength(name) <= MAX_STEM_BYTES) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  let stem = ''
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (Buffer.byteLength(stem + segment + ending) > MAX_STEM_BYTES) break
    stem += segment
  }
  return stem + ending
}

const toKey = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase()
