import { Eraser, FilePlus2, FolderPlus, Sparkles, UploadCloud } from 'lucide-react'
import { keyLabel } from '#renderer/lib/keys.ts'
import { summarizeDraft, useDraft } from '#renderer/stores/draft/index.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { useLists } from '#renderer/stores/lists/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { COMMANDS } from '#shared/text/commands.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'
import { DraftNoticeLine } from './draft-notice.tsx'
import { ListQuestion } from './list-question.tsx'
import type { UndecidedRowActions } from './undecided-row.tsx'
import { SourceField } from './source-field.tsx'
import { UndoButton } from './undo-button.tsx'
import { SourceList } from './source-list.tsx'
import { SourceProgress } from './source-progress.tsx'

interface SourceAreaProps {
  /** Adds the three samples; null outside of the Sandbox, where they do not exist. */
  readonly onSamples: (() => void) | null
  readonly onUseWorkflow: UndecidedRowActions['onUseWorkflow']
}

/** The area where sources are added, seen and corrected before a run. */
export function SourceArea({ onSamples, onUseWorkflow }: SourceAreaProps) {
  const items = useDraft((store) => store.items)
  const clear = useDraft((store) => store.clear)
  const pick = useFiles((store) => store.pick)
  const question = useLists((store) => store.questions[0])
  return (
    <section
      aria-label={words.sources.area}
      className="flex min-h-55 grow low:min-h-46 flex-col overflow-hidden rounded-card border border-line"
    >
      <DraftNoticeLine />
      {question !== undefined && <ListQuestion key={question.key} question={question} />}
      {items.length > 0 ? (
        <SourceList summary={summarizeDraft(items)} onUseWorkflow={onUseWorkflow} />
      ) : question === undefined ? (
        <Invitation onSamples={onSamples} />
      ) : (
        // The question comes first; in a small window there is no room for both.
        <div className="grow" />
      )}
      <div className="flex shrink-0 items-center gap-2 border-t border-line bg-surface-2 p-2 low:p-1">
        <SourceField />
        <SourceProgress />
        <UndoButton />
        {items.length > 0 && (
          <>
            <IconButton
              icon={FilePlus2}
              label={fileWords.addFiles}
              keys={COMMANDS['sources.addFiles'].keys}
              onClick={() => void pick('files')}
            />
            <IconButton
              icon={FolderPlus}
              label={fileWords.addFolder}
              keys={COMMANDS['sources.addFolder'].keys}
              onClick={() => void pick('folder')}
            />
            <Button variant="plain" icon={Eraser} onClick={clear}>
              {words.sources.clear}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}

function Invitation({ onSamples }: Pick<SourceAreaProps, 'onSamples'>) {
  const pick = useFiles((store) => store.pick)
  return (
    <div className="flex grow flex-col items-center justify-center gap-3 p-6 text-center low:gap-1.5 low:p-2">
      <UploadCloud aria-hidden size={24} strokeWidth={1.5} className="text-muted low:hidden" />
      <div>
        <p className="text-md font-semibold">{words.sources.invite}</p>
        <p className="text-muted">{words.sources.inviteHow(keyLabel(COMMANDS['sources.paste'].keys))}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        <Button icon={FilePlus2} onClick={() => void pick('files')}>
          {fileWords.addFiles}
        </Button>
        <Button icon={FolderPlus} onClick={() => void pick('folder')}>
          {fileWords.addFolder}
        </Button>
        {onSamples && (
          <Button icon={Sparkles} onClick={onSamples}>
            {words.sources.samples}
          </Button>
        )}
      </div>
      <code className="selectable font-mono text-xs text-muted low:hidden">{words.sources.example}</code>
    </div>
  )
}
