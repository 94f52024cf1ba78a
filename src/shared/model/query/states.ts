import { JOB_STATES, VERDICTS, type JobState, type Verdict } from '#shared/model/job.ts'
import { SOURCE_KINDS, type SourceKind } from '#shared/model/source.ts'
import { stateWords } from '#shared/text/states.ts'

/** Further ways people name a state, beside its code and its word on screen. */
const ALSO: Readonly<Record<string, JobState>> = {
  refused: 'rejected',
  stopped: 'stopped',
  gone: 'expired',
  'result gone': 'expired',
}

const BY_WORD: ReadonlyMap<string, JobState> = new Map([
  ...Object.entries(ALSO),
  ...JOB_STATES.flatMap((state): [string, JobState][] => [
    [stateWords[state].toLowerCase(), state],
    [state, state],
  ]),
])

/** The state that a word names; null when none has it. Words may be joined by `-` or `_`. */
export function findState(word: string): JobState | null {
  return BY_WORD.get(word.trim().toLowerCase()) ?? BY_WORD.get(plain(word)) ?? null
}

/** The verdict that a word names; null when none has it. */
export const findVerdict = (word: string): Verdict | null =>
  VERDICTS.find((verdict) => verdict === word.trim().toLowerCase()) ?? null

/** Further ways people name a kind of source. */
const KINDS_BY_WORD: Readonly<Record<string, SourceKind>> = {
  'local file': 'file',
  link: 'url',
  'alias path': 'alias',
  'storage alias': 'alias',
  'no source': 'none',
}

/** The kind of source that a word names; null when none has it. */
export const findSourceKind = (word: string): SourceKind | null =>
  SOURCE_KINDS.find((kind) => kind === plain(word)) ?? KINDS_BY_WORD[plain(word)] ?? null

const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .trim()

/** How a state is offered: its word on screen, as short as it is understood. */
export const stateName = (state: JobState): string =>
  state === 'stopped' ? 'stopped' : stateWords[state].toLowerCase()
