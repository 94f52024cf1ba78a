import { useSettings } from '#renderer/stores/settings/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import {
  columnKey,
  columnSchema,
  DEFAULT_COLUMNS,
  MAX_COLUMNS,
  nameColumn,
  toggleColumn,
  type JobColumn,
} from '#shared/model/columns/index.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** Adds a column to those of the History, and says so; from there it can be taken back at once. */
export async function addColumn(wanted: JobColumn): Promise<void> {
  const column = columnSchema.safeParse(wanted)
  if (!column.success) return toast({ tone: 'error', text: words.json.columnTooLong })
  const { settings, set } = useSettings.getState()
  const layout = settings?.jobColumns ?? DEFAULT_COLUMNS
  const key = columnKey(column.data)
  const name = nameColumn(column.data)
  if (layout.some((placed) => columnKey(placed.column) === key))
    return toast({ tone: 'info', text: words.json.columnThere(name) })
  if (layout.length >= MAX_COLUMNS)
    return toast({ tone: 'error', text: words.json.tooManyColumns(MAX_COLUMNS) })
  await set({ jobColumns: [...toggleColumn(layout, column.data)] })
  const { error } = useSettings.getState()
  if (error !== null) return toast({ tone: 'error', text: error.message })
  toast({
    tone: 'info',
    text: words.json.columnAdded(name),
    action: {
      label: words.json.undoColumn,
      onClick: () => {
        const now = useSettings.getState().settings?.jobColumns ?? []
        void set({ jobColumns: now.filter((placed) => columnKey(placed.column) !== key) })
      },
    },
  })
}
