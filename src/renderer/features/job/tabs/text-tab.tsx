/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex -- keys scroll it, so it takes the focus. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { OpenedResult, TextRow } from '#renderer/stores/job/index.ts'
import { useRows } from '#renderer/ui/table/use-rows.ts'
import { jobWords as words } from '#shared/text/job.ts'
import { useRowWindow } from './use-row-window.ts'

const ROW_PX = 20
/** Up to here the worker hands the text out whole. */
const WHOLE_TEXT_MAX_BYTES = 256 * 1024

interface TextSize {
  readonly lines: number
  readonly rows: number
}

/** The bytes received, as text: whole where it is small, by lines as they come into sight where it is not. */
export function TextTab({ result }: { readonly result: OpenedResult }) {
  const { document, summary } = result
  const [size, setSize] = useState<TextSize | null>(null)
  useEffect(() => {
    let closed = false
    const load = async (): Promise<void> => {
      const next = await document.ask('textSize')
      if (!closed) setSize(next)
    }
    void load()
    return () => {
      closed = true
    }
  }, [document])
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
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    let closed = false
    const load = async (): Promise<void> => {
      const whole = await document.ask('wholeText')
      if (!closed) setText(whole)
    }
    void load()
    return () => {
      closed = true
    }
  }, [document])
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

const TEXT_CLASSES =
  'selectable m-0 min-h-0 grow overflow-auto font-mono text-xs focus-visible:-outline-offset-2 [overflow-anchor:none]'

interface TextLinesProps {
  readonly result: OpenedResult
  readonly count: number
}

function TextLines({ result: { document }, count }: TextLinesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRows({ scroller, count, rowHeight: ROW_PX, above: 0, anchor: -1 })
  const load = useCallback((from: number, to: number) => document.ask('textRows', from, to), [document])
  const { want, get } = useRowWindow<TextRow>(load, 0)
  const { first, last } = rows
  useEffect(() => want(first, last), [first, last, want])
  const shown: number[] = []
  for (let row = first; row < last; row += 1) shown.push(row)
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
          {shown.map((row) => {
            const line = get(row)
            return (
              <div key={row} className="flex whitespace-pre" style={{ height: ROW_PX }}>
                <span aria-hidden className="w-20 shrink-0 pr-3 text-right text-muted select-none">
                  {line?.line?.toLocaleString('en')}
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
