/** What is said about a query that is not understood, and the hints of its completion. */
export const queryWords = {
  problem: {
    unknownKey: (key: string) =>
      `There is no “${key}:”. A label is found by label:${key}=…, words with a colon in quotes.`,
    noValue: (key: string, example: string) => `After “${key}:” something is missing, like ${example}.`,
    openQuote: 'The closing quote is missing.',
    notTurned: (key: string, instead: string) => `“${key}:” cannot be turned round; use ${instead}.`,
    state: (word: string, words: readonly string[]) =>
      `“${word}” is no state. There are ${words.join(', ')}.`,
    verdict: (word: string, words: readonly string[]) =>
      `“${word}” is no verdict. There are ${words.join(', ')}.`,
    moment: (text: string) =>
      `“${text}” is no time. Write 7d, 12h, today, 2026-11-01, "12 Mar" or "2026-11-01 14:30".`,
    took: (text: string) => `“${text}” is no length. Write >2s, <=1m or >1h30m.`,
  },
  examples: {
    state: 'state:failed',
    verdict: 'verdict:flagged',
    workflow: 'workflow:Moderation',
    source: 'source:*.jpg',
    label: 'label:sku=AB*',
    after: 'after:7d',
    before: 'before:2026-11-01',
    took: 'took:>2s',
    connection: 'connection:Production',
    run: 'run:…',
  },
  hints: {
    state: 'running, failed, "may have started"…',
    verdict: 'flagged, clear, none',
    workflow: 'by its name or id',
    source: 'in the source; * for anything',
    label: 'a column of the list: sku=AB*',
    after: '7d, today, 2026-11-01',
    before: '7d, today, 2026-11-01',
    took: '>2s, <1m',
    connection: 'by its name',
    run: 'by its id',
  },
} as const
