import { formatCount, formatCounted } from '#shared/format/count.ts'

/** Words for what the tasks of a result say, in rows and cards. */
export const resultWords = {
  sfw: (safe: boolean) => (safe ? 'Safe' : 'Not safe for work'),
  videoSfw: (safe: boolean, unsafe: number) =>
    safe && unsafe === 0
      ? 'Safe'
      : unsafe === 0
        ? 'Not safe for work'
        : `Not safe for work in ${formatCounted(unsafe, 'place', 'places')}`,
  virus: (infected: boolean, infections: readonly string[]) =>
    infected ? (infections.length > 0 ? `Infected: ${infections.join(', ')}` : 'Infected') : 'No virus found',
  phishing: (phishing: boolean) => (phishing ? 'Phishing' : 'No phishing found'),
  copyright: (copyrighted: boolean) => (copyrighted ? 'Under copyright' : 'No copyright found'),
  documentArea: 'Document found',
  documentCorners: (detected: boolean) => (detected ? 'Document found' : 'No document found'),
  confidence: (sure: number) => `Confidence as the service gives it: ${sure}`,
  noText: 'No text found',
  noTasks: 'No task left a result',
  files: (n: number) => formatCounted(n, 'file', 'files'),
  /** `beside` is true when other tasks are named in the sentence. */
  others: (n: number, beside: boolean) =>
    beside ? `${formatCount(n)} more` : formatCounted(n, 'result', 'results'),
} as const

/** The name of each kind of task, for the head of its card. */
export const taskNames = {
  tags: 'Tags',
  sfw: 'Moderation',
  caption: 'Caption',
  ocr: 'Text',
  copyright: 'Copyright',
  documentArea: 'Document area',
  documentCorners: 'Document',
  sentiment: 'Sentiment',
  virus: 'Virus scan',
  phishing: 'Phishing',
  videoTags: 'Video tags',
  videoSfw: 'Video moderation',
  file: 'File',
  unknown: 'Other result',
} as const

/** The number that the service puts behind the action in the key of a task. */
const KEY_NUMBER = /_\d+$/

/** What a task is called where nobody named it: by its kind, or as the person called it at the service. */
export function toTaskName({
  key,
  kind,
}: {
  readonly key: string
  readonly kind: keyof typeof taskNames
}): string {
  return KEY_NUMBER.test(key) || key === '' ? taskNames[kind] : key
}
