import { useConnections } from '#renderer/stores/connections/index.ts'
import { createRecognitionContext } from '#renderer/stores/draft/read-paste.ts'
import { useDraft } from '#renderer/stores/draft/index.ts'
import { readWebhookJobIds } from '#shared/model/remote-job-ids.ts'
import { useLists } from './index.ts'
import { looksLikeTable } from './looks-like-table.ts'

/** Adds a pasted or dropped text. The person is asked about a table with a header; any other text is read line by line. */
export function addPaste(text: string): void {
  const context = createRecognitionContext(useConnections.getState().list)
  if (readWebhookJobIds(text) === null && looksLikeTable(text, context))
    useLists.getState().add([{ kind: 'text', text }])
  else void useDraft.getState().addText(text)
}
