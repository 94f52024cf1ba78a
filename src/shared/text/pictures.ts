import { formatCount, formatCounted } from '#shared/format/count.ts'

/** Words about pictures of sources. */
export const pictureWords = {
  label: 'Picture of the source',
  loading: (host: string | null) =>
    host === null ? 'Making a small picture' : `Fetching the picture from ${host}`,
  again: 'Try again',
  original: (width: number, height: number) => `${formatCount(width)} × ${formatCount(height)} px`,
  flagged: 'Flagged: hold V to see it',
  /** For a screen reader. */
  blurred: (alt: string) => `${alt}, flagged and blurred. Hold V to see it.`,
  regions: (texts: number, documents: number) =>
    [
      ...(texts > 0 ? [formatCounted(texts, 'line of text', 'lines of text')] : []),
      ...(documents > 0 ? ['a document'] : []),
    ].join(' and ') + ', marked on the picture',
  turnBoxes: 'Turn the boxes',
  turnBoxesMeaning: 'The picture is turned, and the result does not say which way its boxes are meant.',
} as const
