import { useSettings } from '#renderer/stores/settings/index.ts'
import { toast } from '#renderer/stores/toast/index.ts'
import {
  columnKey,
  columnSchema,
  DEFAULT_COLUMNS,
  MAX_COLUMNS,
  toggleColumn,
} from '#shared/model/columns/index.ts'
import { jobWords as words } from '#shared/text/job.ts'

/** Adds a JSON path to the columns of the History, and says so; from there it can be taken back at once. */
export async function addPathColumn(path: string): Promise<void> {
  const column = columnSchema.safeParse({ kind: 'path', path })
  if (!column.success) return toast({ tone: 'error', text: words.json.columnTooLong })
  const { settings, set } = useSettings.getState()
  const layout = settings?.jobColumns ?? DEFAULT_COLUMNS
  const key = columnKey(column.data)
  if (layout.some((placed) => columnKey(placed.column) === key))
    return toast({ tone: 'info', text: words.json.columnThere(path) })
  if (layout.length >= MAX_COLUMNS)
    return toast({ tone: 'error', text: words.json.tooManyColumns(MAX_COLUMNS) })
  await set({ jobColumns: [...toggleColumn(layout, column.data)] })
  const { error } = useSettings.getState()
  if (error !== null) return toast({ tone: 'error', text: error.message })
  toast({
    tone: 'info',
    text: words.json.columnAdded(path),
    action: {
      label: words.json.undoColumn,
      onClick: () => {
        const now = useSettings.getState().settings?.jobColumns ?? []
        void set({ jobColumns: now.filter((placed) => columnKey(placed.column) !== key) })
      },
    },
  })
}
