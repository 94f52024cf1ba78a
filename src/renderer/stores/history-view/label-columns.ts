import { useSettings } from '#renderer/stores/settings/index.ts'
import { DEFAULT_COLUMNS, toggleColumn, type ColumnLayout } from '#shared/model/columns/index.ts'

/** The labels that a layout shows as columns. */
export const listLabelColumns = (layout: ColumnLayout): readonly string[] =>
  layout.flatMap(({ column }) => (column.kind === 'label' ? [column.name] : []))

/** Shows these labels as columns and no others, as the view that is opened keeps them; all other columns stay. */
export function showLabelColumns(names: readonly string[]): void {
  const { settings, set } = useSettings.getState()
  const layout: ColumnLayout = settings?.jobColumns ?? DEFAULT_COLUMNS
  const shown = listLabelColumns(layout)
  if (JSON.stringify(shown) === JSON.stringify(names)) return
  const kept = layout.filter(({ column }) => column.kind !== 'label' || names.includes(column.name))
  const added = names.filter((name) => !shown.includes(name))
  const next = added.reduce<ColumnLayout>((all, name) => toggleColumn(all, { kind: 'label', name }), kept)
  void set({ jobColumns: [...next] })
}
