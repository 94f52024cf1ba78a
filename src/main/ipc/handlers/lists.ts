import { basename } from 'node:path'
import { createBatches } from '#main/files/walk/batches.ts'
import type { Lists, ListStep } from '#main/files/lists/lists.ts'
import type { FileRegistry } from '#main/files/file-registry.ts'
import type { RouteHandlers } from '#main/ipc/dispatch.ts'
import { redactError } from '#main/ipc/redact-outgoing.ts'
import type { EventSender } from '#main/ipc/events.ts'
import type { ConnectionStore } from '#main/storage/connections/connections.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { appError } from '#shared/errors/catalogue.ts'
import type { fileRoutes } from '#shared/ipc/files.ts'
import type { ListPreview, ListRow } from '#shared/model/source-list.ts'
import { fail, ok } from '#shared/model/result.ts'

export interface ListServices {
  readonly files: FileRegistry
  readonly lists: Lists
  readonly events: Pick<EventSender, 'listRows'>
  readonly connections: Pick<ConnectionStore, 'holdsSecret'>
  readonly redact: (text: string) => string
}

type ListRoutes = Pick<typeof fileRoutes, 'lists.open' | 'lists.read' | 'lists.close'>

/** The rows of one message, and about how many characters it may have. */
const MAX_ROWS_PER_MESSAGE = 5000
const MAX_CHARACTERS_PER_MESSAGE = 1_000_000
const CHARACTERS_PER_ROW = MAX_CHARACTERS_PER_MESSAGE / MAX_ROWS_PER_MESSAGE
/** Of the rows that cannot be taken, this many are told one by one, and of the others how many they are. */
const MAX_PROBLEMS_REPORTED = 100

export function createListHandlers(services: ListServices): RouteHandlers<ListRoutes> {
  const { files, lists, redact } = services
  return {
    'lists.open': async (input) => {
      if (input.kind === 'text')
        return shown(await lists.open({ kind: 'text', text: input.text }, input.name))
      const file = files.get(input.fileId)
      if (file === null) return fail(appError('files.gone'))
      return shown(await lists.open({ kind: 'file', path: file.path }, basename(file.path), input.sheet))
    },
    'lists.read': ({ listId, column, labels }) => {
      const steps = lists.read(listId, column, labels)
      if (steps === null) return fail(appError('list.closed'))
      void sendRows(listId, steps, services)
      return ok(null)
    },
    'lists.close': ({ listId }) => {
      lists.close(listId)
      return ok(null)
    },
  }
  function shown(preview: Awaited<ReturnType<Lists['open']>>) {
    return preview.ok ? ok(withoutSecrets(preview.data, redact)) : preview
  }
}

const withoutSecrets = (preview: ListPreview, redact: (text: string) => string): ListPreview => ({
  ...preview,
  firstRows: preview.firstRows.map((cells) => cells.map(redact)),
  columns: preview.columns.map((column) => ({ ...column, examples: column.examples.map(redact) })),
})

/** Sends the rows as fast as the page takes them; the list is read no faster. */
async function sendRows(
  listId: string,
  steps: AsyncGenerator<ListStep, AppError | null>,
  { events, redact, connections }: ListServices,
): Promise<void> {
  let told = 0
  let untold: { readonly row: number; count: number } | null = null
  const batches = createBatches<ListStep>({
    maxWeight: MAX_ROWS_PER_MESSAGE,
    weigh: (step) => Math.max(1, countLetters(step) / CHARACTERS_PER_ROW),
    send: (items) => events.listRows({ listId, ...toMessage(items), done: false, error: null }),
  })
  const toMessage = (items: readonly ListStep[]) => {
    const rows: ListRow[] = []
    const problems: { readonly row: number; readonly error: AppError }[] = []
    for (const item of items) {
      if (item.kind === 'row') rows.push(item.row)
      else if (told++ < MAX_PROBLEMS_REPORTED) problems.push({ row: item.row, error: item.error })
      else if (untold === null) untold = { row: item.row, count: 1 }
      else untold.count += 1
    }
    return { rows, problems }
  }
  /** Labels are only shown, so they are sent as they will be kept. A source is sent as it is, unless it holds a secret. */
  const outgoing = ({ row, text, labels }: ListRow): ListRow => ({
    row,
    text: connections.holdsSecret(text) ? redact(text) : text,
    labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, redact(value)])),
  })
  let step = await steps.next()
  for (; step.done !== true; step = await steps.next()) {
    const { value } = step
    // Secrets are cut while the list is read, so that the sending does not have all that work at once.
    await batches.add(value.kind === 'row' ? { kind: 'row', row: outgoing(value.row) } : value)
  }
  await batches.end()
  const error = step.value === null ? null : redactError(step.value, redact)
  const problems = untold === null ? [] : [toSumProblem(untold)]
  await events.listRows({ listId, rows: [], problems, done: true, error })
}

/** One sentence for the rows that are not told one by one. */
const toSumProblem = ({ row, count }: { readonly row: number; readonly count: number }) => ({
  row,
  error: appError('list.moreLeftOut', { count }),
})

function countLetters(step: ListStep): number {
  if (step.kind === 'problem') return 0
  let length = step.row.text.length
  for (const name in step.row.labels) length += (step.row.labels[name]?.length ?? 0) + name.length
  return length
}
