import { open } from 'node:fs/promises'
import { readHead } from '#main/files/inspect/head.ts'

const HEAD_BYTES = 4096
/** An array of objects, or one object a line: what a list in JSON begins with. */
const LIST_START = /^\uFEFF?\s*(?:\[\s*\{|\{.*\}\s*\n\s*\{)/

/** Whether a JSON file begins as a list does: most JSON files are settings or answers, which nobody means as one. */
export async function beginsAsJsonList(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (file === null) return false
  try {
    return LIST_START.test(new TextDecoder().decode(await readHead(file, HEAD_BYTES)))
  } catch {
    return false
  } finally {
    await file.close()
  }
}
