import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

/** A task that blocks the page's main thread for longer can be noticed. */
const LONG_TASK_MS = 50
/** Shorter parts of a task are ignored. */
const MIN_SPAN_MS = 0.5

/**
 * With it, each trace is written to a file whose name begins so, with samples of the running functions: for Chrome's
 * Performance panel.
 */
const TRACE_FILES = process.env['LONG_TASKS_TRACE']
let written = 0
const CATEGORIES = ['toplevel', '__metadata', 'devtools.timeline', 'v8']

/** The call of the stand-in host's preload by the page (`tools/electron-host/page/bridge.js`). */
const SENDING = /^host-.*:call:preload$/

/** An event of the trace. `tdur` and `tts` are in µs of the thread's own clock. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tts?: number
  readonly tdur?: number
  readonly args?: {
    readonly name?: string
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string }
    readonly data?: { readonly type?: string }
  }
}

/** A part of a thread's work, in its own ms. */
interface Span {
  readonly kind: 'task' | 'protocol' | 'tool' | 'part'
  readonly thread: string
  readonly from: number
  readonly to: number
}

/**
 * Records from now on every task that works for more than 50 ms on the page's main thread. The returned function gives
 * their durations in ms.
 *
 * The thread's own time counts, not the clock's: the two cores of a test machine also run the engine, the Sandbox and the
 * drawing that a graphics card does elsewhere, and a thread that waits for a core has done nothing long. Reading a message
 * of the debugging protocol (a test that looks into the page, the bridge of the stand-in host) does not count, only the
 * work that follows from it: outside of tests there are no such messages. Nor does the preload of the stand-in host count
 * while it sends one: it quotes a list of ten thousand sources for a socket (60 ms were seen), which Electron copies.
 * The sampling of functions is no work of the page either.
 */
export async function watchLongTasks(page: Page): Promise<() => Promise<readonly number[]>> {
  const session = await page.context().newCDPSession(page)
  const mains = new Set<string>()
  const spans: Span[] = []
  const trace: unknown[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    if (TRACE_FILES !== undefined) trace.push(...value)
    for (const event of value as unknown as readonly TraceEvent[]) {
      const span = toSpan(event)
      if (event.name === 'thread_name' && event.args?.name === 'CrRendererMain') mains.add(toThreadId(event))
      else if (span.to - span.from > MIN_SPAN_MS) spans.push(span)
    }
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories:
        TRACE_FILES === undefined ? CATEGORIES : [...CATEGORIES, 'disabled-by-default-v8.cpu_profiler'],
      excludedCategories: ['*'],
    },
  })
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
    await session.send('Tracing.end')
    await complete
    if (TRACE_FILES !== undefined) writeFileSync(`${TRACE_FILES}-${++written}.json`, JSON.stringify(trace))
    if (mains.size === 0) throw new Error('the trace knows no main thread of a page')
    return findLongTasks(spans.filter(({ thread }) => mains.has(thread)))
  }
}

const toThreadId = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`

function toSpan(event: TraceEvent): Span {
  const from = (event.tts ?? 0) / 1000
  return { kind: toKind(event), thread: toThreadId(event), from, to: from + (event.tdur ?? 0) / 1000 }
}

function toKind({ name, args }: TraceEvent): Span['kind'] {
  if (name.endsWith('RunTask')) return 'task'
  if (args?.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession') return 'protocol'
  const isSending = name === 'EventDispatch' && SENDING.test(args?.data?.type ?? '')
  return isSending || name === 'CpuProfiler::StartProfiling' ? 'tool' : 'part'
}

function findLongTasks(spans: readonly Span[]): readonly number[] {
  const work = (task: Span): number => {
    const inside = spans.filter((span) => span !== task && isIn(span, task))
    const messages = inside.filter(({ kind }) => kind === 'protocol')
    const reading = messages.map((message) => length(message) - sumOutermost(inside, message))
    const tools = inside.filter(({ kind }) => kind === 'tool').map(length)
    return length(task) - [...reading, ...tools].reduce((sum, ms) => sum + ms, 0)
  }
  return spans
    .filter((span) => span.kind === 'task' && length(span) > LONG_TASK_MS)
    .map(work)
    .filter((ms) => ms > LONG_TASK_MS)
    .map(Math.round)
}

/** Time of the work inside a message, each part once. */
function sumOutermost(spans: readonly Span[], message: Span): number {
  let [sum, end] = [0, message.from]
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (span.kind === 'protocol' || !isIn(span, message) || span.from < end) continue
    sum += length(span)
    end = span.to
  }
  return sum
}

const length = ({ from, to }: Span): number => to - from
const isIn = (inner: Span, outer: Span): boolean =>
  inner.thread === outer.thread && inner.from >= outer.from && inner.to <= outer.to
