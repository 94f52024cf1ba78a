import { foldText } from '#shared/format/fold.ts'
import { MAX_TAG_LENGTH, MAX_TAGS } from './bounds.ts'

/** A tag as it is kept: without blanks around, and in one line. Empty when nothing is left of it. */
export const toTag = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** The tags in what a person wrote, with commas between them; each once, whatever its case. */
export function readTags(text: string): readonly string[] {
  return mergeTags(
    [],
    text
      .split(/[,;\n]/)
      .map(toTag)
      .filter((tag) => tag !== '' && tag.length <= MAX_TAG_LENGTH),
  )
}

/**
 * The tags of a job after some were added and some taken away; upper and lower case are alike, and what is there stays as it is
 * written. No more than a job can have.
 */
export function mergeTags(
  tags: readonly string[],
  add: readonly string[],
  remove: readonly string[] = [],
): readonly string[] {
  const byFolded = new Map(tags.map((tag) => [foldText(tag), tag]))
  for (const tag of remove) byFolded.delete(foldText(tag))
  for (const tag of add) if (!byFolded.has(foldText(tag))) byFolded.set(foldText(tag), tag)
  return [...byFolded.values()].slice(0, MAX_TAGS)
}
