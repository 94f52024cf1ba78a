import { useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useRuns } from '#renderer/stores/runs/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { readRemoteJobIds } from '#shared/model/remote-job-ids.ts'
import { batchWords } from '#shared/text/batch.ts'

const words = batchWords.unknown

/** The field for job ids or webhooks; each finds its job of the run by the source that the service tells. */
export function AttachIds({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const attachUnknown = useRuns((store) => store.attachUnknown)
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  useCommand('go.back', onClose)
  const ids = readRemoteJobIds(text)
  const attach = async (): Promise<void> => {
    setIsAsking(true)
    setSaid(words.attaching)
    const answer = await attachUnknown(runId, ids)
    setIsAsking(false)
    if (!answer.ok) setSaid(answer.error.message)
    else {
      const { attached, unattached } = answer.data
      setSaid(
        [
          words.attached(attached),
          ...(unattached.length > 0 ? [words.unattached(unattached.length)] : []),
        ].join(' '),
      )
      setText(unattached.map(({ remoteJobId }) => remoteJobId).join('\n'))
    }
  }
  return (
    <div className="flex flex-col gap-2 pb-1">
      <textarea
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to paste into it.
        autoFocus
        aria-label={words.paste}
        placeholder={words.paste}
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className="w-full rounded border border-line-strong bg-surface p-2 font-mono text-xs"
      />
      <div className="flex flex-wrap items-center gap-2">
        <output className="min-w-0 grow">
          {said !== '' ? said : text.trim() !== '' && ids.length === 0 ? words.noIds : ''}
        </output>
        <Button small onClick={onClose}>
          {words.cancel}
        </Button>
        <Button small variant="primary" disabled={ids.length === 0 || isAsking} onClick={() => void attach()}>
          {words.attachIds(ids.length)}
        </Button>
      </div>
    </div>
  )
}
