import { countOnDisk } from '#renderer/client/index.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
import { useFiles } from './index.ts'

/** Adds what was dropped or pasted: files and folders if there are any, else the text. Nothing is sent by it. */
export function addTransfer(data: DataTransfer): void {
  // The browser empties a transfer after its event, so everything is read now.
  const files = [...data.files]
  const text = readText(data)
  const onDisk = files.length === 0 ? 0 : countOnDisk(files)
  if (onDisk > 0) void useFiles.getState().add(files)
  // A picture dragged out of a page comes as a file that is not on the disk, together with its address.
  else if (files.length === 0 || text.trim() !== '') void addTransferText(text)
  const notOnDisk = files.length - onDisk
  if (notOnDisk > 0 && (onDisk > 0 || text.trim() === ''))
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
