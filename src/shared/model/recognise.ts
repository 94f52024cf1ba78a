import { assertNever } from './assert.ts'
import { cutSecrets } from './presigned-cut.ts'
import { isPresigned } from './presigned.ts'
import type { PastedLine, Recognition, RecognitionContext } from './recognition.ts'
import { knownOf } from './recognise/known.ts'
import { itemsOf, type Item } from './recognise/split.ts'
import { sourceText } from './source.ts'

/** Longest text shown of an item, in UTF-16 units. */
const SHOWN = 2_000
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/
/** Nothing but visible ASCII: most pastes, and quickly told. */
const PLAIN = /^[\t\n\r -~]*$/
/** Characters that nobody sees and that copying leaves in: controls, zero width, direction marks, soft hyphens. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu
/** Joiners mean something in names of many scripts and in emoji, and nothing between plain letters. */
const JOINERS = /(?<!\P{ASCII})[\u200C\u200D](?!\P{ASCII})/gu

/**
 * Reads a paste line by line (filestack-api.md §5): what each item is, where it stands, and which line held the same
 * source first. Every wrong guess is billed: what is not clear becomes *perhaps* or *bad*. Policies, signatures and
 * security steps are in no field of the answer; a signed link of another host is whole in `source` only.
 */
export function recognisePaste(text: string, context: RecognitionContext): readonly PastedLine[] {
  const known = knownOf(context)
  const firstLines = new Map<string, number>()
  const pasted: PastedLine[] = []
  const lines = visible(text).split(LINE_BREAK)
  for (const [index, content] of lines.entries()) {
    for (const item of itemsOf(content, known)) {
      const line = index + 1
      const key = sameSourceKey(item.recognition)
      const first = key === null ? undefined : firstLines.get(key)
      if (key !== null && first === undefined) firstLines.set(key, line)
      pasted.push({
        line,
        text: shown(item),
        recognition: item.recognition,
        duplicateOf: first ?? null,
      })
    }
  }
  return pasted
}

function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(INVISIBLE, '').replace(JOINERS, '')
}

function sameSourceKey(recognition: Recognition): string | null {
  switch (recognition.kind) {
    case 'source':
    case 'perhaps':
      return `${recognition.source.kind} ${sourceText(recognition.source)}`
    case 'file':
      return `file ${recognition.path}`
    case 'uuid':
    case 'runUrl':
    case 'statusUrl':
    case 'secret':
    case 'bad':
      return null
    default:
      return assertNever(recognition)
  }
}

function shown({ text, recognition }: Item): string {
  if (recognition.kind === 'secret') return '…'
  return shortened(isPlain(text, recognition) ? text : cutSecrets(text))
}

/** Nothing in it can be a secret: the exact handle or alias path, or a link that carries none. */
function isPlain(text: string, recognition: Recognition): boolean {
  if (recognition.kind !== 'source') return false
  return text === sourceText(recognition.source) && !(text.includes('://') && isPresigned(text))
}

function shortened(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`
}
