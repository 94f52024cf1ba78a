import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react'
import { useApp } from '#renderer/stores/app/index.ts'
import {
  copyNode,
  type DocumentSummary,
  type OpenedResult,
  type TreeRow,
} from '#renderer/stores/job/index.ts'
import { Banner } from '#renderer/ui/banner.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Tree } from '#renderer/ui/tree/tree.tsx'
import type { Job } from '#shared/model/job.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { addColumn } from '#renderer/features/job/add-column.ts'
import { FindField } from './find-field.tsx'
import { formatContainer, JsonRow } from './json-row.tsx'
import type { ResultTree } from './use-tree.ts'

interface JsonTabProps {
  readonly job: Job
  readonly result: OpenedResult
  readonly tree: ResultTree
  /** Grows with each *Find* command; the search field takes the focus then. */
  readonly findCount: number
}

/** The JSON tab: the result as a tree, with order, repeated keys and numbers as they were received. */
export function JsonTab({ job, result, tree, findCount }: JsonTabProps) {
  const copy = useApp((store) => store.copy)
  const broken = describeBreak(result.summary)
  const copyPath = async (node: number): Promise<void> => copy((await tree.names(node)).path)
  const addNode = async (node: number): Promise<void> =>
    addColumn({ kind: 'path', path: await tree.columnPath(node) })
  const copyValue = async (node: number, as: 'value' | 'json' = 'value'): Promise<void> =>
    copyNode(job.id, (await tree.names(node)).pointer, as)
  const getItem = (row: number) => {
    const item = tree.getRow(row)
    return item && { ...item, expandable: item.children > 0 }
  }
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3">
        <FindField tree={tree} finding={findCount} />
        <div className="grow" />
        <span className="truncate text-muted">
          {words.json.size(result.summary.bytes, result.summary.values)}
        </span>
        <IconButton
          label={words.json.openAll}
          icon={ChevronsUpDown}
          onClick={() => void tree.openTo(Infinity)}
        />
        <IconButton label={words.json.closeAll} icon={ChevronsDownUp} onClick={() => void tree.openTo(0)} />
      </div>
      {broken !== null && (
        <div className="p-2">
          <Banner tone="warning">{broken}</Banner>
        </div>
      )}
      <Tree
        label={words.json.tree}
        count={tree.count}
        getItem={getItem}
        active={tree.active}
        nameOf={toSpokenName}
        onActive={tree.setActive}
        onOpen={(row, open) => void tree.setOpen(row, open)}
        onParent={(row) => void tree.toParent(row)}
        onRange={tree.requestRows}
        render={(item, lit, active) => (
          <JsonRow
            item={item}
            query={tree.query}
            showsActions={lit}
            isActive={active}
            onCopy={() => copyValue(item.node)}
            onCopyPath={() => copyPath(item.node)}
            onUseAsColumn={() => void addNode(item.node)}
            onCopyQuoted={() => copyValue(item.node, 'json')}
          />
        )}
      />
    </div>
  )
}

/** What a screen reader says of a row, without its buttons. */
function toSpokenName({ key, place, level, kind, text, children, repeated }: TreeRow): string {
  const value = kind === 'object' || kind === 'array' ? formatContainer(kind, children) : text
  const named = level === 1 ? value : `${key ?? place}: ${value}`
  return repeated ? `${named}, ${words.json.repeated}` : named
}

/** Says where and why the result stops being JSON; null when all of it is JSON. */
function describeBreak({ broken, bytes, values }: DocumentSummary): string | null {
  if (broken === null) return null
  if (bytes === 0) return words.json.empty
  if (values === 0) return words.json.nothing
  return broken.ended ? words.json.ended(values) : words.json.broken(broken.line, broken.offset, values)
}
