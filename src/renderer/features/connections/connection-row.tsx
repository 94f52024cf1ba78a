import { Pencil, Trash2 } from 'lucide-react'
import { useNow } from '#renderer/lib/use-now.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { app } from '#shared/text/app.ts'
import { connections as words } from '#shared/text/connections.ts'
import { Billed } from './billed.tsx'
import { securityWords } from './security-words.ts'
import { ConnectionTest } from './connection-test.tsx'

const MINUTE_MS = 60_000

interface ConnectionRowProps {
  readonly connection: Connection
  readonly active: boolean
  readonly onUse: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** One connection: what it is, how it signs, and what can be done with it. */
export function ConnectionRow({ connection, active, onUse, onEdit, onRemove }: ConnectionRowProps) {
  const { name, colour, production, sandbox } = connection
  const security = securityWords(connection.security, useNow(MINUTE_MS))
  return (
    <li className="flex gap-3 border-b border-line px-3 py-2.5 last:border-b-0">
      <Swatch colour={colour} shape="stripe" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <div className="flex min-h-7 items-center gap-2">
          <span title={name} className="truncate font-semibold">
            {name}
          </span>
          {production && <Badge tone="red">{app.production}</Badge>}
          {active && <Badge tone="accent">{words.active}</Badge>}
          <span className="grow" />
          {!active && <Button onClick={onUse}>{words.use}</Button>}
          {!sandbox && (
            <>
              <IconButton label={`${words.edit} ${name}`} icon={Pencil} onClick={onEdit} />
              <IconButton label={`${words.remove} ${name}`} icon={Trash2} onClick={onRemove} />
            </>
          )}
        </div>
        <div className="flex flex-wrap gap-x-4 text-muted">
          {sandbox ? (
            <span>{words.sandboxMeaning}</span>
          ) : (
            <>
              <span className="font-mono text-xs leading-5">{words.key(shortKey(connection.apiKey))}</span>
              <span className={cx(security.alarm && 'text-red')}>{security.text}</span>
            </>
          )}
        </div>
        {!sandbox && <Billed connectionId={connection.id} />}
        {!sandbox && <ConnectionTest connectionId={connection.id} />}
      </div>
    </li>
  )
}

/** An identifier, not a secret; short all the same. */
const shortKey = (key: string): string => (key.length <= 10 ? key : `${key.slice(0, 4)}…${key.slice(-4)}`)
