import { readPaths } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
import { useFiles } from './index.ts'

/** Adds what was dropped or pasted: files and folders by their paths, otherwise the text. It sends nothing to the service. */
export function addTransfer(data: DataTransfer): void {
  // The browser empties a transfer after its event, so everything is read now.
  const files = [...data.files]
  const text = readText(data)
  const paths = files.length === 0 ? [] : readPaths(files).filter((path) => path !== '')
  if (paths.length > 0) void useFiles.getState().add(paths)
  // A picture dragged out of a web page comes as a file without a path, together with its address.
  else if (files.length === 0 || text.trim() !== '') void addTransferText(text)
  const notOnDisk = files.length - paths.length
  if (notOnDisk > 0 && (paths.length > 0 || text.trim() === ''))
    useDraft.getState().notify({ kind: 'notOnDisk', count: notOnDisk })
}

/** Waits for the files of earlier drops, so that the sources keep their order. */
async function addTransferText(text: string): Promise<void> {
  await useFiles.getState().whenIdle()
  addPaste(text)
}

/** A link comes as a list of addresses, in which a line that begins with `#` is a comment. */
function readText(data: DataTransfer): string {
  const plain = data.getData('text/plain')
  return plain === '' ? data.getData('text/uri-list').replace(/^#.*$/gm, '').trim() : plain
}
