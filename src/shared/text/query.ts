import { formatCount } from '#shared/format/count.ts'

/** What is said about a query that is not understood, and the hints of its completion. */
export const queryWords = {
  problem: {
    unknownKey: (key: string) =>
      `There is no “${key}:”. A label is found by label:${key}=…, words with a colon in quotes.`,
    noValue: (key: string, example: string) => `After “${key}:” something is missing, like ${example}.`,
    tooLong: (most: number) => `What stands behind the first ${formatCount(most)} characters does not count.`,
    tooManyTerms: (most: number) =>
      `What stands behind the first ${formatCount(most)} conditions does not count.`,
    openQuote: 'The closing quote is missing.',
    notTurned: (key: string, instead: string) => `“${key}:” cannot be turned round; use ${instead}.`,
    state: (word: string, words: readonly string[]) =>
      `“${word}” is no state. There are ${words.join(', ')}.`,
    verdict: (word: string, words: readonly string[]) =>
      `“${word}” is no verdict. There are ${words.join(', ')}.`,
    kind: (word: string, words: readonly string[]) =>
      `“${word}” is no kind of source. There are ${words.join(', ')}.`,
    moment: (text: string) =>
      `“${text}” is no time. Write 7d, 12h, today, 2026-11-01, "12 Mar" or "2026-11-01 14:30".`,
    took: (text: string) => `“${text}” is no length. Write >2s, <=1m or >1h30m.`,
    bound: (text: string) => `“${text}” is no confidence. Write tag:weapon>=60 or tag:weapon<20.`,
    words: 'Behind text: stands a word, with a * at its end at most, like text:weap*.',
    size: (text: string) => `“${text}” is no size. Write size:>1MB or size:<=500kB.`,
    noPathValue: (path: string) => `After “${path}” something is missing, like ${path}=false.`,
    /** By what is wrong with a JSON path, at the place that is underlined. */
    path: {
      end: 'This JSON path is not finished.',
      unexpected: 'This does not belong into a JSON path. Write $.results.*.data.sfw=false or $["a name"]=1.',
      number: 'This is no whole number of a JSON path.',
      text: 'This cannot stand in a text of a JSON path.',
      function: 'There are the functions length, count, match, search and value.',
      type: 'This function or comparison takes another kind of value here.',
      depth: 'This JSON path is nested too deeply.',
      length: 'This JSON path is longer than 2,000 characters.',
    },
    expires: (text: string) => `“${text}” is no time left. Write expires:<6h or expires:>24h.`,
  },
  examples: {
    state: 'state:failed',
    verdict: 'verdict:flagged',
    workflow: 'workflow:Moderation',
    source: 'source:*.jpg',
    kind: 'kind:url',
    label: 'label:sku=AB*',
    tagged: 'tagged:urgent',
    note: 'note:licence',
    tag: 'tag:weapon>=60',
    text: 'text:"red car"',
    task: 'task:tags',
    size: 'size:>1MB',
    after: 'after:7d',
    before: 'before:2026-11-01',
    took: 'took:>2s',
    expires: 'expires:<6h',
    connection: 'connection:Production',
    run: 'run:…',
  },
  hints: {
    state: 'running, failed, "may have started"…',
    verdict: 'flagged, clear, none',
    workflow: 'by its name or id',
    source: 'in the source; * for anything',
    kind: 'of source: file, handle, url, alias, none',
    label: 'a column of the list: sku=AB*',
    tagged: 'with a tag that you gave: urgent',
    note: 'in your note',
    tag: 'in the result: weapon, weapon>=60',
    text: 'in captions, read text and tags: "red car"',
    task: 'a task that left a result: tags',
    size: 'of a produced file: >1MB',
    after: '7d, today, 2026-11-01',
    before: '7d, today, 2026-11-01',
    took: '>2s, <1m',
    expires: 'until the service forgets it: <6h',
    connection: 'by its name',
    run: 'by its id',
  },
} as const
