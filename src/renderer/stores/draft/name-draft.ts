import type { DraftItem } from './draft-item.ts'

/** The name of a run of these items: of the one sheet, file or folder that all of them came from; null when there is none. */
export function nameDraft(items: readonly DraftItem[]): string | null {
  const [first] = items
  if (first === undefined) return null
  if (first.kind !== 'file') return items.every(({ list }) => list === first.list) ? first.list : null
  if (items.length === 1) return first.file.name
  const folder = readFolder(first)
  return folder !== null && items.every((item) => readFolder(item) === folder) ? folder : null
}

/** The folder that was added, or that the file lies in. */
function readFolder(item: DraftItem): string | null {
  if (item.kind !== 'file') return null
  const parts = item.file.path.split(/[/\\]/)
  // "photos/2026/a.jpg" was found in the added folder "photos"; a file added by itself has only its name.
  const [added, ...rest] = item.file.name.split(/[/\\]/)
  return (rest.length > 0 ? added : parts.at(-2)) ?? null
}
