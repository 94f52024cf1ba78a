/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex -- the text takes the focus, so that the keys scroll it. */
import { useCallback, useEffect, useRef } from 'react'
import { useRequest } from '#renderer/lib/use-request.ts'
import type { OpenedResult, TextRow } from '#renderer/stores/job/index.ts'
import { useVirtualRows } from '#renderer/ui/data-table/use-virtual-rows.ts'
import { formatCount } from '#shared/format/count.ts'
import { ok } from '#shared/model/result.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { useRowWindow } from './use-row-window.ts'

const ROW_PX = 20
/** A text up to this size is shown whole; the worker does not hand out longer ones. */
const WHOLE_TEXT_MAX_BYTES = 256 * 1024
const TEXT_CLASSES =
  'selectable m-0 min-h-0 grow overflow-auto font-mono text-xs focus-visible:-outline-offset-2 [overflow-anchor:none]'

/** The bytes received, as text: a small one whole, a large one line by line as the lines come into sight. */
export function TextTab({ result }: { readonly result: OpenedResult }) {
  const { document, summary } = result
  const { data: size } = useRequest([document], async () => ok(await document.ask('textSize')))
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex h-9 shrink-0 items-center border-b border-line px-4 text-muted">
        {size !== null && words.text.size(summary.bytes, size.lines)}
      </div>
      {summary.bytes <= WHOLE_TEXT_MAX_BYTES && <WholeText result={result} />}
      {summary.bytes > WHOLE_TEXT_MAX_BYTES && size !== null && (
        <TextLines result={result} count={size.rows} />
      )}
    </div>
  )
}

function WholeText({ result: { document } }: { readonly result: OpenedResult }) {
  const { data: text } = useRequest([document], async () => ok(await document.ask('wholeText')))
  if (text === null) return null
  return (
    <pre
      role="region"
      aria-label={words.text.label}
      tabIndex={0}
      className={`${TEXT_CLASSES} p-4 wrap-anywhere whitespace-pre-wrap`}
    >
      {text}
    </pre>
  )
}

interface TextLinesProps {
  readonly result: OpenedResult
  readonly count: number
}

function TextLines({ result: { document }, count }: TextLinesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualRows({ scroller, count, rowHeight: ROW_PX, above: 0, anchor: -1 })
  const load = useCallback((from: number, to: number) => document.ask('textRows', from, to), [document])
  const { requestRows, getRow } = useRowWindow<TextRow>(load, 0)
  const { first, last } = rows
  useEffect(() => requestRows(first, last), [first, last, requestRows])
  const rowsInSight = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index)
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={words.text.label}
      tabIndex={0}
      className={`relative ${TEXT_CLASSES}`}
    >
      <div
        data-rows
        className="relative overflow-clip"
        style={{ height: rows.height, minWidth: 'max-content' }}
      >
        <div style={{ paddingTop: Math.max(0, rows.origin + first * ROW_PX) }}>
          {rowsInSight.map((row) => {
            const line = getRow(row)
            return (
              <div key={row} className="flex whitespace-pre" style={{ height: ROW_PX }}>
                <span aria-hidden className="w-20 shrink-0 pr-3 text-right text-muted select-none">
                  {typeof line?.line === 'number' ? formatCount(line.line) : null}
                </span>
                <span className="pr-4">{line?.text}</span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
