import { fileWords } from '#shared/text/files.ts'

/** What is known of dragged items before the drop: how many, and which kinds. */
export interface DraggedItems {
  readonly files: number
  /** "12 pictures, 2 others"; empty when the system names no kinds. */
  readonly kinds: string
}

type Kind = keyof typeof fileWords.drop.kinds
const KINDS: readonly Kind[] = ['image', 'video', 'other']

export function readDraggedItems(data: Pick<DataTransfer, 'items'>): DraggedItems {
  const types = [...data.items].filter(({ kind }) => kind === 'file').map(({ type }) => toKind(type))
  return {
    files: types.length,
    kinds: types.every((type) => type === 'other')
      ? ''
      : KINDS.map((kind): [Kind, number] => [kind, types.filter((type) => type === kind).length])
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => fileWords.drop.kinds[kind](count))
          .join(', '),
  }
}

/** The kind of an item by the media type that the system gives; a folder has none. */
function toKind(type: string): Kind {
  if (type.startsWith('image/')) return 'image'
  return type.startsWith('video/') ? 'video' : 'other'
}
