import { formatBytes } from '#shared/format/bytes.ts'
import { formatCount as count, formatCounted } from '#shared/format/count.ts'
import type { FileSaving } from '#shared/model/file-saving.ts'

const files = (n: number): string => formatCounted(n, 'file', 'files')

/** Words of saving produced files into a folder, and of the offer to keep them. */
export const fileSavingWords = {
  region: 'Saving produced files',
  saveAll: 'Save all…',
  saveFiles: 'Save produced files…',
  title: (n: number) => `Save the produced files of ${formatCounted(n, 'job', 'jobs')}`,
  pattern: 'Names',
  patternHint:
    'Fields: {task} {source} {name} {number} {job} {ext}, and {label.sku} for the column sku of a list.',
  patternEmpty: 'Say how the files are to be named.',
  patternUnknown: (part: string) => `“${part}” is not understood. Fields stand in braces, such as {task}.`,
  example: (name: string) => `Such as ${name}`,
  sidecars: 'A JSON file beside each, saying which job it is from',
  choose: 'Choose a folder…',
  cancel: 'Cancel',
  stop: 'Stop',
  again: 'Try again',
  goOn: 'Go on',
  progress: ({ jobsRead, jobs, saved, bytes }: FileSaving) =>
    `Saving produced files: ${count(jobsRead)} of ${formatCounted(jobs, 'job', 'jobs')} · ${files(saved)} · ${formatBytes(bytes)}`,
  outcome: (saving: FileSaving) =>
    [
      toOutcome(saving),
      ...(saving.there > 0 ? [`${files(saving.there)} lay there already.`] : []),
      ...(saving.missed > 0 ? [`${files(saving.missed)} could not be had.`] : []),
      ...(saving.error === null ? [] : [`${saving.error.message} ${saving.error.advice}`.trim()]),
    ].join(' '),
  vanish:
    'Results link to produced files, which the service deletes with the result. Flowbench can keep them here.',
  keep: 'Keep produced files',
  notNow: 'Not now',
} as const

function toOutcome({ state, saved, bytes, there, missed, folder }: FileSaving): string {
  if (saved + there + missed === 0 && state === 'done') return 'These jobs have no produced files.'
  const done = `${files(saved)} saved (${formatBytes(bytes)}) in ${folder}.`
  return state === 'done' ? done : `${state === 'cancelled' ? 'Stopped' : 'Ended'}: ${done}`
}
