import { Slider } from '@base-ui/react/slider'
import { useState, type PointerEvent } from 'react'
import { cx } from './cx.ts'

/** Places between bars: from the first to the last of a range, the end without it. */
export type BarRange = readonly [from: number, to: number]

interface HistogramProps {
  readonly bars: readonly number[]
  readonly range: BarRange
  /** Called once, when a range is let go. */
  readonly onRange: (range: BarRange) => void
  /** The names of the two ends. */
  readonly endLabels: readonly [from: string, to: string]
  /** What a place between bars stands for, in words. */
  readonly describeEdge: (place: number) => string
}

/** Bars over which a range is dragged; with the keyboard, two sliders under them. */
export function Histogram({ bars, range, onRange, endLabels, describeEdge }: HistogramProps) {
  const [dragged, setDragged] = useState<BarRange | null>(null)
  const [from, to] = dragged ?? range
  const most = Math.max(1, ...bars)

  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    const frame = event.currentTarget
    const { left, width } = frame.getBoundingClientRect()
    const findBar = (x: number): number =>
      Math.max(0, Math.min(bars.length - 1, Math.floor(((x - left) / width) * bars.length)))
    const begun = findBar(event.clientX)
    let now: BarRange = [begun, begun + 1]
    frame.setPointerCapture(event.pointerId)
    setDragged(now)
    const move = (next: globalThis.PointerEvent): void => {
      const bar = findBar(next.clientX)
      now = [Math.min(begun, bar), Math.max(begun, bar) + 1]
      setDragged(now)
    }
    const up = (): void => {
      frame.removeEventListener('pointermove', move)
      setDragged(null)
      onRange(now)
    }
    frame.addEventListener('pointermove', move)
    frame.addEventListener('lostpointercapture', up, { once: true })
  }
  return (
    <div className="flex flex-col">
      <div
        aria-hidden
        onPointerDown={onPointerDown}
        className="flex h-12 cursor-col-resize touch-none items-end"
      >
        {bars.map((bar, at) => (
          // A bar is what stands at its place.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at} className="flex h-full grow basis-0 items-end px-px">
            <span
              className={cx('w-full rounded-t-sm', at >= from && at < to ? 'bg-accent' : 'bg-line-strong')}
              style={{ height: bar === 0 ? 0 : `max(2px, ${(100 * bar) / most}%)` }}
            />
          </span>
        ))}
      </div>
      <Slider.Root
        value={[from, to]}
        min={0}
        max={Math.max(1, bars.length)}
        minStepsBetweenValues={1}
        onValueChange={([first = 0, last = bars.length]) => setDragged([first, last])}
        onValueCommitted={([first = 0, last = bars.length]) => {
          setDragged(null)
          onRange([first, last])
        }}
      >
        <Slider.Control className="flex h-4 touch-none items-center">
          <Slider.Track className="h-0.5 w-full rounded bg-line-strong">
            <Slider.Indicator className="rounded bg-accent" />
            {endLabels.map((label, index) => (
              <Slider.Thumb
                key={label}
                index={index}
                getAriaLabel={() => label}
                getAriaValueText={(_, place) => describeEdge(place)}
                className="size-3 rounded-full border-2 border-accent bg-surface has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
              />
            ))}
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
    </div>
  )
}
