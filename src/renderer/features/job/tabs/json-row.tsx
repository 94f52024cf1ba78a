import { Braces, Columns3, Quote, Route } from 'lucide-react'
import { useRef } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import type { TreeRow } from '#renderer/stores/job/index.ts'
import { CopyButton, type CopyButtonHandle } from '#renderer/ui/copy-button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { JsonKind } from '#shared/model/json/index.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { HighlightedText } from './highlighted-text.tsx'

const KIND_INK: Record<JsonKind, string> = {
  object: 'text-muted',
  array: 'text-muted',
  string: 'text-green',
  number: 'text-accent',
  true: 'text-violet',
  false: 'text-violet',
  null: 'text-muted',
}

interface JsonRowProps {
  readonly item: TreeRow
  readonly query: string
  /** True when the row is active or under the pointer. */
  readonly showsActions: boolean
  /** True for the row that the keys act on. */
  readonly isActive: boolean
  readonly onCopy: () => Promise<void>
  readonly onCopyPath: () => Promise<void>
  readonly onUseAsColumn: () => void
  /** Copies a text in quotes, as JSON has it. */
  readonly onCopyQuoted: () => Promise<void>
}

/** A node of the tree: its key or position, its value as written, and its copy buttons. */
export function JsonRow({
  item,
  query,
  showsActions,
  isActive,
  onCopy,
  onCopyPath,
  onUseAsColumn,
  onCopyQuoted,
}: JsonRowProps) {
  const copyButton = useRef<CopyButtonHandle>(null)
  const copyPathButton = useRef<CopyButtonHandle>(null)
  useCommand('job.copyNode', showsActions && isActive ? () => copyButton.current?.copy() : null)
  useCommand('job.copyPath', showsActions && isActive ? () => copyPathButton.current?.copy() : null)
  useCommand('job.useAsColumn', showsActions && isActive ? onUseAsColumn : null)
  const { key, level, place, kind, text, cut, children, repeated } = item
  return (
    <>
      {level > 1 && (
        <span className="shrink-0 text-muted">
          {key === null ? place : <HighlightedText className="text-text" text={key} query={query} />}:
        </span>
      )}
      <span className={`selectable min-w-0 truncate ${KIND_INK[kind]}`}>
        {kind === 'object' || kind === 'array' ? (
          formatContainer(kind, children)
        ) : (
          <HighlightedText text={text} query={query} />
        )}
      </span>
      {cut && <span className="shrink-0 font-sans text-xs text-muted">{words.json.cut}</span>}
      {repeated && <span className="shrink-0 font-sans text-xs text-amber">{words.json.repeated}</span>}
      {showsActions && (
        <span className="ml-auto flex shrink-0 font-sans">
          <CopyButton iconOnly icon={Braces} label={words.json.copyNode} onCopy={onCopy} ref={copyButton} />
          <CopyButton
            iconOnly
            icon={Route}
            label={words.json.copyPath}
            onCopy={onCopyPath}
            ref={copyPathButton}
          />
          <IconButton label={words.json.asColumn} icon={Columns3} onClick={onUseAsColumn} />
          {kind === 'string' && (
            <CopyButton iconOnly icon={Quote} label={words.json.copyQuoted} onCopy={onCopyQuoted} />
          )}
        </span>
      )}
    </>
  )
}

/** How an object or an array is shown in one row. */
export function formatContainer(kind: 'object' | 'array', children: number): string {
  if (kind === 'object') return children === 0 ? '{}' : `{ ${words.json.keys(children)} }`
  return children === 0 ? '[]' : `[ ${words.json.items(children)} ]`
}
