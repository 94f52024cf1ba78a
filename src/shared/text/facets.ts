import { formatCount, formatCounted } from '#shared/format/count.ts'

const jobs = (n: number): string => formatCounted(n, 'job', 'jobs')

/** Words of the lists of values beside the History. */
export const facetWords = {
  panel: 'Narrow down',
  show: 'Narrow down',
  hide: 'Hide the values',
  titles: {
    state: 'State',
    verdict: 'Verdict',
    sourceKind: 'Kind of source',
    workflow: 'Workflow',
    connection: 'Connection',
    task: 'Task',
    tag: 'Labels of the results',
  },
  value: (text: string, n: number) => `${text}, ${jobs(n)}`,
  more: (n: number) => `${formatCount(n)} more`,
  moreOf: (title: string, n: number) => `${title}: ${formatCount(n)} more`,
  fewer: 'Fewer',
  fewerOf: (title: string) => `${title}: fewer`,
  further: (n: number) => `and ${formatCount(n)} rarer`,
  counting: (share: number) => `Counting, ${Math.floor(share * 100)} %`,
  none: 'No job has a value here.',
  numbers: {
    took: 'Took',
    size: 'Size of produced files',
    tag: (name: string) => `How sure: ${name}`,
  },
  from: (title: string) => `${title}, from`,
  to: (title: string) => `${title}, below`,
  noBound: 'no bound',
  least: 'min',
  median: 'median',
  most: 'max',
} as const
