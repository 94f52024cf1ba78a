import { readPaths } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
import { useFiles } from './index.ts'

/** Takes what was dropped or pasted: files and folders by their paths, else the text. Nothing is sent by it. */
export function takeTransfer(data: DataTransfer): void {
  // The lists of a transfer are empty once its event is over.
  const files = [...data.files]
  const text = textOf(data)
  const paths = files.length === 0 ? [] : readPaths(files).filter((path) => path !== '')
  if (paths.length > 0) void useFiles.getState().add(paths)
  // A picture dragged out of a page comes as a file that is nowhere, and its address.
  else if (files.length === 0 || text.trim() !== '') void takeText(text)
  const nowhere = files.length - paths.length
  if (nowhere > 0 && (paths.length > 0 || text.trim() === ''))
    useDraft.getState().tell({ kind: 'notOnDisk', count: nowhere })
}

/** After the files of an earlier drop, which may still come in. */
async function takeText(text: string): Promise<void> {
  await useFiles.getState().still()
  addPaste(text)
}

/** A link comes as a list of addresses, in which `#` begins a remark. */
function textOf(data: DataTransfer): string {
  const plain = data.getData('text/plain')
  return plain === '' ? data.getData('text/uri-list').replace(/^#.*$/gm, '').trim() : plain
}
