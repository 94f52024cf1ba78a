import { CircleAlert } from 'lucide-react'
import { isMendedInConnections } from '#renderer/features/run/is-mended-in-connections.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { runWords as words } from '#shared/text/run.ts'

/** The error that disables Run, with a button to the place where it can be mended. */
export function BlockingError({
  error,
  connection,
}: {
  readonly error: AppError
  readonly connection: Connection
}) {
  const open = useNavigation((store) => store.open)
  const sentence = `${error.message} ${error.advice}`.trim()
  return (
    <div role="alert" className="flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-1">
      <CircleAlert aria-hidden size={15} className="shrink-0 text-red" />
      {/* It folds and is never cut; in a narrow window the button goes below it. */}
      <span className="selectable min-w-60 grow basis-0">{sentence}</span>
      {isMendedInConnections(error) && !connection.sandbox && (
        <Button onClick={() => open({ name: 'connections', edit: connection.id, next: 'run' })}>
          {words.strip.openConnections}
        </Button>
      )}
    </div>
  )
}

/** What is still missing before Run, in a calm tone. */
export function MissingHint({
  connection,
  text,
}: {
  readonly connection: Connection
  readonly text: string
}) {
  return (
    <div className="flex min-w-0 grow items-center gap-2">
      <Swatch colour={connection.colour} />
      <span className="max-w-40 shrink-0 truncate font-semibold">{connection.name}</span>
      <span className="truncate text-muted">{text}</span>
    </div>
  )
}
