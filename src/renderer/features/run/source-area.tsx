import { ClipboardPaste, Sparkles } from 'lucide-react'
import { useMemo } from 'react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { summaryOf, useDraft } from '#renderer/stores/draft/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { COMMANDS } from '#shared/text/commands.ts'
import { run as words } from '#shared/text/run.ts'
import { DraftNoticeLine } from './draft-notice.tsx'
import type { RowActions } from './problem-row.tsx'
import { SourceField } from './source-field.tsx'
import { SourceList } from './source-list.tsx'

interface SourceAreaProps {
  /** Adds the three samples; null where nobody knows them. */
  readonly onSamples: (() => void) | null
  readonly onUseWorkflow: RowActions['onUseWorkflow']
}

/** Where sources are pasted, looked at and mended before a run. */
export function SourceArea({ onSamples, onUseWorkflow }: SourceAreaProps) {
  const { items, reading, clear } = useDraft()
  const summary = useMemo(() => summaryOf(items), [items])
  return (
    <section
      aria-label={words.sources.area}
      className="flex min-h-55 grow flex-col overflow-hidden rounded-card border border-line"
    >
      <DraftNoticeLine />
      {items.length === 0 ? (
        <Invitation onSamples={onSamples} />
      ) : (
        <SourceList summary={summary} onUseWorkflow={onUseWorkflow} />
      )}
      <div className="flex shrink-0 items-center gap-2 border-t border-line bg-surface-2 p-2">
        <SourceField />
        {reading > 0 && <Spinner label={words.sources.reading} />}
        {items.length > 0 && (
          <Button variant="plain" onClick={clear}>
            {words.sources.clear}
          </Button>
        )}
      </div>
    </section>
  )
}

function Invitation({ onSamples }: Pick<SourceAreaProps, 'onSamples'>) {
  return (
    <div className="flex grow flex-col items-center justify-center gap-3 p-6 text-center">
      <ClipboardPaste aria-hidden size={24} strokeWidth={1.5} className="text-muted" />
      <div>
        <p className="text-md font-semibold">{words.sources.invite}</p>
        <p className="text-muted">{words.sources.inviteHow(keyLabel(COMMANDS['sources.paste'].keys))}</p>
      </div>
      {onSamples && (
        <Button icon={Sparkles} onClick={onSamples}>
          {words.sources.samples}
        </Button>
      )}
      <code className="selectable font-mono text-xs text-muted">{words.sources.example}</code>
    </div>
  )
}
