import { Pencil, Trash2 } from 'lucide-react'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { appWords } from '#shared/text/app.ts'
import { connectionWords as words } from '#shared/text/connections.ts'
import { BilledLine } from './billed-line.tsx'
import { describeSecurity } from './describe-security.ts'
import { ConnectionTest } from './connection-test.tsx'

const MINUTE_MS = 60_000

interface ConnectionRowProps {
  readonly connection: Connection
  readonly isActive: boolean
  readonly onUse: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** Copies the secret without showing it: main does it, and takes it off the clipboard after a minute. */
function CopySecretButton({ connection }: { readonly connection: Connection }) {
  const copySecret = useConnections((store) => store.copySecret)
  const { id, name, security } = connection
  if (security.kind === 'none' || !security.available) return null
  return <CopyButton iconOnly label={words.copySecret(name)} onCopy={() => copySecret(id)} />
}

/** The row of a connection: its name, its security, and what can be done with it. */
export function ConnectionRow({ connection, isActive, onUse, onEdit, onRemove }: ConnectionRowProps) {
  const { name, colour, production, sandbox } = connection
  const security = describeSecurity(connection.security, useNow(MINUTE_MS))
  return (
    <li className="flex gap-3 border-b border-line px-3 py-2.5 last:border-b-0 low:py-0.5">
      <Swatch colour={colour} shape="stripe" />
      <div className="flex min-w-0 grow flex-col gap-1 low:gap-0">
        {/* What the key and the security are stands below the name, in a low window beside it: five connections are seen then. */}
        <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 low:flex-nowrap">
          <span title={name} className="max-w-3/5 min-w-0 truncate font-semibold low:shrink-[0.01]">
            {name}
          </span>
          {production && <Badge tone="red">{appWords.production}</Badge>}
          {isActive && <Badge tone="accent">{words.active}</Badge>}
          <div className="order-last flex min-w-0 basis-full flex-wrap gap-x-4 text-muted low:order-none low:basis-auto low:flex-nowrap">
            {sandbox ? (
              <span title={words.sandboxMeaning} className="low:truncate">
                {words.sandboxMeaning}
              </span>
            ) : (
              <>
                <ApiKey apiKey={connection.apiKey} className="low:hidden" />
                <span title={security.text} className={cx('low:truncate', security.isAlarming && 'text-red')}>
                  {security.text}
                </span>
              </>
            )}
          </div>
          <span className="grow" />
          {!isActive && <Button onClick={onUse}>{words.use}</Button>}
          {!sandbox && (
            <>
              <CopySecretButton connection={connection} />
              <IconButton label={`${words.edit} ${name}`} icon={Pencil} onClick={onEdit} />
              <IconButton label={`${words.remove} ${name}`} icon={Trash2} onClick={onRemove} />
            </>
          )}
        </div>
        {!sandbox && (
          <div className="flex min-w-0 flex-col gap-1 low:flex-row low:flex-wrap low:items-center low:gap-x-4 low:gap-y-0">
            <ApiKey apiKey={connection.apiKey} className="hidden low:inline" />
            <BilledLine connectionId={connection.id} />
            <ConnectionTest connectionId={connection.id} />
          </div>
        )}
      </div>
    </li>
  )
}

function ApiKey({ apiKey, className }: { readonly apiKey: string; readonly className: string }) {
  return (
    <span className={cx('font-mono text-xs leading-5 text-muted', className)}>
      {words.key(shortenKey(apiKey))}
    </span>
  )
}

/** The key is no secret. It is shortened only so that it fits. */
const shortenKey = (key: string): string => (key.length <= 10 ? key : `${key.slice(0, 4)}…${key.slice(-4)}`)
