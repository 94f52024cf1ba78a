import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useApp } from '#renderer/stores/app/index.ts'
import { useConnections } from '#renderer/stores/connections/index.ts'
import { useKeptForms } from '#renderer/stores/kept-forms/index.ts'
import { useNavigation } from '#renderer/stores/navigation/index.ts'
import { ActionList } from '#renderer/ui/action-list.tsx'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Connection } from '#shared/model/connection.ts'
import { appWords } from '#shared/text/app.ts'
import { connectionWords as words } from '#shared/text/connections.ts'
import { ConnectionForm } from './connection-form.tsx'
import { ConnectionRow } from './connection-row.tsx'

interface ConnectionsScreenProps {
  /** The connection whose form is open: an id, or `new`. */
  readonly edit?: string | undefined
  /** Where a save leads; the list by default. */
  readonly next?: 'run' | undefined
}

/** The list of connections, or the form of one of them. */
export function ConnectionsScreen({ edit, next }: ConnectionsScreenProps) {
  const { list, activeId, activate, remove } = useConnections()
  const open = useNavigation((store) => store.open)
  const hasNoKeyring = useApp((store) => store.info?.keyring === 'none')
  const [removing, setRemoving] = useState<Connection | null>(null)
  const [error, setError] = useState<AppError | null>(null)

  const keptId = useKeptForms(({ connection }) =>
    connection === null ? undefined : (connection.connectionId ?? 'new'),
  )
  // A form that was begun is shown again, until it is saved or cancelled.
  const editedId = edit ?? keptId
  const edited = list.find((connection) => connection.id === editedId && !connection.sandbox)
  const editing = editedId === 'new' || edited !== undefined
  const close = (): void => open({ name: next ?? 'connections' })
  const onSaved = async ({ id }: Connection): Promise<void> => {
    if (next === 'run') await use(id)
    close()
  }
  const use = async (id: string): Promise<void> => {
    const answer = await activate(id)
    setError(answer.ok ? null : answer.error)
  }
  const removeNow = async (connection: Connection): Promise<void> => {
    setRemoving(null)
    const answer = await remove(connection.id)
    setError(answer.ok ? null : answer.error)
  }
  if (editing)
    return (
      <ConnectionForm
        key={editedId}
        connection={edited ?? null}
        onClose={close}
        onSaved={(saved) => void onSaved(saved)}
      />
    )
  const own = list.filter((connection) => !connection.sandbox)
  return (
    <>
      <TitleRow title={appWords.screens.connections}>
        <Button
          icon={Plus}
          variant={own.length === 0 ? 'primary' : 'normal'}
          onClick={() => open({ name: 'connections', edit: 'new' })}
        >
          {words.add}
        </Button>
      </TitleRow>
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex w-full max-w-220 flex-col gap-3 p-4 low:gap-1.5 low:p-2">
          {hasNoKeyring && <Banner tone="warning">{words.noKeyring}</Banner>}
          {error !== null && (
            <Banner tone="error" onDismiss={() => setError(null)}>
              {`${error.message} ${error.advice}`.trim()}
            </Banner>
          )}
          <ActionList aria-label={words.title} className="rounded-card border border-line">
            {list.map((connection) => (
              <ConnectionRow
                key={connection.id}
                connection={connection}
                isActive={connection.id === activeId}
                onUse={() => void use(connection.id)}
                onEdit={() => open({ name: 'connections', edit: connection.id })}
                onRemove={() => setRemoving(connection)}
              />
            ))}
          </ActionList>
          <p className="text-muted">{own.length === 0 ? words.empty : words.intro}</p>
        </div>
      </div>
      <ConfirmDialog
        open={removing !== null}
        title={words.confirm.title(removing?.name ?? '')}
        meaning={words.confirm.meaning}
        confirm={words.confirm.remove}
        cancel={words.confirm.cancel}
        onConfirm={() => removing !== null && void removeNow(removing)}
        onCancel={() => setRemoving(null)}
      />
    </>
  )
}
