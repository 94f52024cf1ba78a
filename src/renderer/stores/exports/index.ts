import { create } from 'zustand'
import { request, subscribe } from '#renderer/client/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import { foldText } from '#shared/format/fold.ts'
import type { ColumnSort, JobColumn } from '#shared/model/columns/index.ts'
import type { ExportPreset, ExportSpec } from '#shared/model/export/index.ts'
import type { RerunInput } from '#shared/model/rerun.ts'
import { exportWords as words } from '#shared/text/export.ts'

/** The jobs that are exported, and how their list shows them. */
export interface ExportTarget {
  readonly from: RerunInput['from']
  /** As many as the person was told; null where nobody counted them. */
  readonly count: number | null
  readonly sort: ColumnSort | null
  readonly columns: readonly JobColumn[] | null
}

interface ExportsStore {
  /** Null: the dialog is closed. */
  readonly target: ExportTarget | null
  /** How often the dialog was opened: each time its form begins anew. */
  readonly openings: number
  /** The labels that the jobs have; null until they are known. */
  readonly labels: readonly string[] | null
  readonly presets: readonly ExportPreset[]
  readonly running: { readonly exportId: string; readonly rows: number; readonly total: number } | null
  readonly open: (target: ExportTarget) => Promise<void>
  readonly close: () => void
  readonly start: (spec: ExportSpec) => Promise<void>
  readonly stop: () => void
  /** Keeps a preset; one of the same name is replaced. */
  readonly savePreset: (preset: ExportPreset) => Promise<boolean>
  readonly removePreset: (name: string) => Promise<boolean>
}

/** The dialog that exports jobs, and the export that is under way. */
export const useExports = create<ExportsStore>()((set, get) => {
  const keep = async (presets: readonly ExportPreset[]): Promise<boolean> => {
    const answer = await request('exports.keepPresets', {
      presets: [...presets],
    })
    if (answer.ok) set({ presets: answer.data })
    else toast({ text: answer.error.message, tone: 'error' })
    return answer.ok
  }
  const without = (name: string): readonly ExportPreset[] =>
    get().presets.filter((one) => foldText(one.name) !== foldText(name.trim()))
  return {
    target: null,
    openings: 0,
    labels: null,
    presets: [],
    running: null,
    async open(target) {
      set({ target, labels: null, openings: get().openings + 1 })
      const [labels, presets] = await Promise.all([
        request('exports.labels', { from: target.from }),
        request('exports.presets', undefined),
      ])
      if (presets.ok) set({ presets: presets.data })
      if (get().target !== target) return
      set({ labels: labels.ok ? labels.data : [] })
      if (!labels.ok) toast({ text: labels.error.message, tone: 'error' })
    },
    close: () => set({ target: null }),
    async start(spec) {
      const { target, running } = get()
      if (target === null || running !== null) return
      const exportId = crypto.randomUUID()
      set({ running: { exportId, rows: 0, total: target.count ?? 0 } })
      const { from, count, sort } = target
      const answer = await request('exports.start', {
        exportId,
        from,
        ...(count !== null && { most: count }),
        sort,
        spec,
      })
      set({ running: null })
      if (!answer.ok) {
        toast({ text: `${answer.error.message} ${answer.error.advice}`.trim(), tone: 'error' })
        return
      }
      if (answer.data === null) return
      if (get().target === target) set({ target: null })
      toast({ text: words.written(answer.data), tone: 'info' })
    },
    stop() {
      const { running } = get()
      if (running !== null) void request('exports.stop', { exportId: running.exportId })
    },
    savePreset: (preset) => keep([...without(preset.name), preset]),
    removePreset: (name) => keep(without(name)),
  }
})

/** Shows how far the export is; called once. */
export function subscribeExports(): () => void {
  return subscribe('exports.progress', (progress) => {
    useExports.setState(({ running }) =>
      running?.exportId === progress.exportId ? { running: progress } : {},
    )
  })
}
