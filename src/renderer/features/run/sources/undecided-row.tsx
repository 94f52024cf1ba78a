import { CircleHelp, CircleX, KeyRound, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { itemToSource, useDraft, type LineItem } from '#renderer/stores/draft/index.ts'
import { attachLines, useAttaching } from '#renderer/stores/job/attach.ts'
import { useFiles } from '#renderer/stores/files/index.ts'
import { readWorkflowId, type TypedWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { MiddleEllipsis } from '#renderer/ui/middle-ellipsis.tsx'
import { assertNever } from '#shared/model/assert.ts'
import type { Recognition } from '#shared/model/recognition.ts'
import { fileWords } from '#shared/text/files.ts'
import { runWords as words } from '#shared/text/run.ts'
import { EditButton, LineField } from './line-edit.tsx'
import { formatDuplicate, formatPlace, formatRemoveLabel, RowTick } from './row-parts.tsx'
import { RowRemove } from './row-remove.tsx'

/** The same width in every row, so that the sentences stand in one column. */
const TEXT_WIDTH = 'w-68 shrink-0 max-[760px]:w-36'

export interface UndecidedRowActions {
  /**
   * Chooses a workflow by an id that was found among the sources. A line that holds nothing else is removed
   * then.
   */
  readonly onUseWorkflow: (workflow: TypedWorkflow, item: LineItem) => void
}

/** The row of a line that needs the person: what was recognised, and what can be done with it. */
export function UndecidedRow({ item, onUseWorkflow }: UndecidedRowActions & { readonly item: LineItem }) {
  const tick = useDraft((store) => store.tick)
  const remove = useDraft((store) => store.remove)
  const [isEditing, setIsEditing] = useState(false)
  const appearance = toAppearance(item.recognition)
  const Icon = appearance.icon
  const canTick = itemToSource(item) !== null
  return (
    <div
      className="flex h-full items-center gap-3 border-b border-line px-3 hover:bg-surface-2"
      data-line={item.line}
    >
      <span className="flex w-6 shrink-0 justify-center">
        {canTick ? (
          <RowTick
            name={words.sources.tick(item.text)}
            ticked={item.ticked}
            onTick={(ticked) => tick(item.id, ticked)}
          />
        ) : (
          <Icon aria-hidden size={15} className={appearance.ink} />
        )}
      </span>
      <span className="w-16 shrink-0 truncate text-muted max-[760px]:hidden">{formatPlace(item)}</span>
      {isEditing ? (
        <LineField item={item} onDone={() => setIsEditing(false)} />
      ) : (
        <>
          {item.text === '' ? (
            <span className={cx(TEXT_WIDTH, 'text-muted')}>{words.sources.secretName}</span>
          ) : (
            <MiddleEllipsis text={item.text} className={cx(TEXT_WIDTH, 'font-mono text-xs')} />
          )}
          <LineSentence item={item} sentence={appearance.sentence} />
          <UseWorkflowButton item={item} onUseWorkflow={onUseWorkflow} />
          <AttachButton item={item} />
          <AddFileButton item={item} />
          <EditButton item={item} onEdit={() => setIsEditing(true)} />
        </>
      )}
      <RowRemove name={formatRemoveLabel(item)} onClick={() => remove(item.id)} />
    </div>
  )
}

function UseWorkflowButton({
  item,
  onUseWorkflow,
}: UndecidedRowActions & { readonly item: LineItem }): ReactNode {
  const { recognition } = item
  if (recognition.kind !== 'uuid' && recognition.kind !== 'runUrl') return null
  const read = readWorkflowId(recognition.kind === 'uuid' ? recognition.id : recognition.workflowId)
  if (!read.ok) return null
  return (
    <Button small onClick={() => onUseWorkflow(read.data, item)}>
      {recognition.kind === 'uuid' ? words.sources.asWorkflow : words.sources.itsWorkflow}
    </Button>
  )
}

/** What the line is, or why its job was not attached. */
function LineSentence({ item, sentence }: { readonly item: LineItem; readonly sentence: string }) {
  const refused = useAttaching((store) => store.refused.get(item.id))
  const isAsking = useAttaching((store) => store.asking.has(item.id))
  const known = item.duplicateOf === null ? sentence : formatDuplicate(item.duplicateOf)
  const shown = isAsking ? words.sources.attaching : (refused ?? known)
  return (
    <span
      role={refused === undefined ? undefined : 'alert'}
      title={shown}
      className="min-w-0 grow truncate max-[1000px]:basis-0"
    >
      {shown}
    </span>
  )
}

function AttachButton({ item }: { readonly item: LineItem }): ReactNode {
  const isAsking = useAttaching((store) => store.asking.has(item.id))
  if (item.recognition.kind !== 'uuid' && item.recognition.kind !== 'remoteJob') return null
  return (
    <Button small disabled={isAsking} onClick={() => void attachLines([item])}>
      {words.sources.attach}
    </Button>
  )
}

/** The button that adds the file of a pasted path. Nothing is read from the path before it is pressed and main has asked. */
function AddFileButton({ item: { id, recognition } }: { readonly item: LineItem }): ReactNode {
  const remove = useDraft((store) => store.remove)
  if (recognition.kind !== 'file') return null
  const add = (): void => void useFiles.getState().addPasted(recognition.path, () => remove(id))
  return (
    <Button small onClick={add}>
      {fileWords.addThisFile}
    </Button>
  )
}

interface Appearance {
  readonly icon: LucideIcon
  readonly ink: string
  readonly sentence: string
}

const QUESTION = { icon: CircleHelp, ink: 'text-amber' }
const SECRET = { icon: KeyRound, ink: 'text-red' }
const CROSS = { icon: CircleX, ink: 'text-red' }

function toAppearance(recognition: Recognition): Appearance {
  switch (recognition.kind) {
    case 'perhaps':
      return { ...QUESTION, sentence: words.sources.perhaps }
    case 'uuid':
      return { ...QUESTION, sentence: words.sources.uuid }
    case 'runUrl':
      return { ...QUESTION, sentence: recognition.source ? words.sources.runUrl : words.sources.runUrlBare }
    case 'remoteJob':
      return { ...QUESTION, sentence: words.sources.remoteJob }
    case 'secret':
      return { ...SECRET, sentence: words.sources.secret[recognition.what] }
    case 'file':
      return { ...QUESTION, sentence: words.sources.file }
    case 'listed':
      return { ...QUESTION, sentence: words.sources.listed }
    case 'bad':
      return { ...CROSS, sentence: words.sources.bad[recognition.reason] }
    case 'source':
      // A recognised source has its own kind of row and never comes here.
      return { ...QUESTION, sentence: '' }
    default:
      return assertNever(recognition)
  }
}
