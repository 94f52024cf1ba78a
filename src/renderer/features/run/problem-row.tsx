import { CircleHelp, CircleX, KeyRound, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { sourceOf, useDraft, type DraftItem } from '#renderer/stores/draft/index.ts'
import { workflowIdIn, type TypedWorkflow } from '#renderer/stores/workflows/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { MiddleText } from '#renderer/ui/middle-text.tsx'
import { assertNever } from '#shared/model/assert.ts'
import type { Recognition } from '#shared/model/recognition.ts'
import { run as words } from '#shared/text/run.ts'
import { RowRemove } from './row-remove.tsx'

/** The same in every row, so that the sentences stand in one column. */
const TEXT_WIDTH = 'w-68 shrink-0'

export interface RowActions {
  /** Takes an id found among the sources as the workflow; a line that is nothing else leaves the draft then. */
  readonly onUseWorkflow: (workflow: TypedWorkflow, item: DraftItem) => void
}

/** A line that needs the person: what it is or why it is none, and what can be done with it. */
export function ProblemRow({ item, onUseWorkflow }: RowActions & { readonly item: DraftItem }) {
  const { tick, remove } = useDraft()
  const look = lookOf(item.recognition)
  const Icon = look.icon
  const canTick = sourceOf(item) !== null
  return (
    <div
      className="flex h-full items-center gap-3 border-b border-line px-3 hover:bg-surface-2"
      data-line={item.line}
    >
      <span className="flex w-4 shrink-0 justify-center">
        {canTick ? (
          <input
            type="checkbox"
            aria-label={words.sources.tick(item.text)}
            checked={item.ticked}
            onChange={(event) => tick(item.id, event.currentTarget.checked)}
            className="size-4 accent-accent"
          />
        ) : (
          <Icon aria-hidden size={15} className={look.ink} />
        )}
      </span>
      <span className="w-16 shrink-0 truncate text-muted">{words.sources.line(item.line)}</span>
      {item.text === '' ? (
        <span className={cx(TEXT_WIDTH, 'text-muted')}>{words.sources.secretName}</span>
      ) : (
        <MiddleText text={item.text} className={cx(TEXT_WIDTH, 'font-mono text-xs')} />
      )}
      <span title={look.sentence} className="min-w-24 grow truncate">
        {item.duplicateOf === null ? look.sentence : words.sources.duplicateOf(item.duplicateOf)}
      </span>
      <UseWorkflow item={item} onUseWorkflow={onUseWorkflow} />
      <RowRemove line={item.line} onClick={() => remove(item.id)} />
    </div>
  )
}

function UseWorkflow({ item, onUseWorkflow }: RowActions & { readonly item: DraftItem }): ReactNode {
  const { recognition } = item
  if (recognition.kind !== 'uuid' && recognition.kind !== 'runUrl') return null
  const read = workflowIdIn(recognition.kind === 'uuid' ? recognition.id : recognition.workflowId)
  if (!read.ok) return null
  return (
    <Button small onClick={() => onUseWorkflow(read.data, item)}>
      {recognition.kind === 'uuid' ? words.sources.asWorkflow : words.sources.itsWorkflow}
    </Button>
  )
}

interface Look {
  readonly icon: LucideIcon
  readonly ink: string
  readonly sentence: string
}

const QUESTION = { icon: CircleHelp, ink: 'text-amber' }
const SECRET = { icon: KeyRound, ink: 'text-red' }
const CROSS = { icon: CircleX, ink: 'text-red' }

function lookOf(recognition: Recognition): Look {
  switch (recognition.kind) {
    case 'perhaps':
      return { ...QUESTION, sentence: words.sources.perhaps }
    case 'uuid':
      return { ...QUESTION, sentence: words.sources.uuid }
    case 'runUrl':
      return { ...QUESTION, sentence: recognition.source ? words.sources.runUrl : words.sources.runUrlBare }
    case 'statusUrl':
      return { ...QUESTION, sentence: words.sources.statusUrl }
    case 'secret':
      return { ...SECRET, sentence: words.sources.secret[recognition.what] }
    case 'file':
      return { ...CROSS, sentence: words.sources.file }
    case 'bad':
      return { ...CROSS, sentence: words.sources.bad[recognition.reason] }
    case 'source':
      // A source has its own row.
      return { ...QUESTION, sentence: '' }
    default:
      return assertNever(recognition)
  }
}
