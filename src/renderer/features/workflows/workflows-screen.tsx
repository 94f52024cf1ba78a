import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useReturnedFocus } from '#renderer/lib/use-returned-focus.ts'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { useKeptForms } from '#renderer/stores/kept-forms/index.ts'
import { useWorkflows, useConnectionWorkflows } from '#renderer/stores/workflows/index.ts'
import { ActionRows } from '#renderer/ui/action-list.tsx'
import { Banner } from '#renderer/ui/banner.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { appWords } from '#shared/text/app.ts'
import { workflowWords as words } from '#shared/text/workflows.ts'
import { AddWorkflow } from './add-workflow.tsx'
import { WorkflowRow } from './workflow-row.tsx'

/** The named workflows of the active connection. */
export function WorkflowsScreen() {
  const connection = useActiveConnection()
  return connection === undefined ? null : <ConnectionWorkflows key={connection.id} connection={connection} />
}

function ConnectionWorkflows({ connection }: { readonly connection: Connection }) {
  const { load, lists, error } = useWorkflows()
  const list = useConnectionWorkflows(connection.id)
  const [adding, setAdding] = useState(() => useKeptForms.getState().workflow?.connectionId === connection.id)
  useEffect(() => void load(connection.id), [load, connection.id])
  useCommand('workflow.add', () => setAdding(true))
  const button = useRef<HTMLButtonElement>(null)
  useReturnedFocus(adding, button)
  const loaded = lists[connection.id] !== undefined
  const empty = loaded && list.length === 0
  const addButton = (
    <Button ref={button} icon={Plus} variant={empty ? 'primary' : 'normal'} onClick={() => setAdding(true)}>
      {words.addWorkflow}
    </Button>
  )
  return (
    <>
      <TitleRow
        title={appWords.screens.workflows}
        beside={<span className="truncate text-muted">{words.of(connection.name)}</span>}
      >
        {!adding && !empty && addButton}
      </TitleRow>
      <div className="flex min-h-0 grow flex-col overflow-y-auto">
        <div className="mx-auto flex w-full max-w-220 grow flex-col gap-3 p-4 low:gap-1.5 low:p-2">
          {error !== null && <Banner tone="error">{`${error.message} ${error.advice}`.trim()}</Banner>}
          {adding && (
            <AddWorkflow connectionId={connection.id} existing={list} onClose={() => setAdding(false)} />
          )}
          {connection.sandbox && <p className="text-muted">{words.samples}</p>}
          {empty && !adding && (
            <EmptyState sentence={words.empty} action={addButton} example={words.example} />
          )}
          {list.length > 0 && (
            <table className="w-full table-fixed border-separate border-spacing-0 rounded-card border border-line text-left">
              <thead>
                <tr className="h-8 text-xs text-muted [&>th]:px-3 [&>th]:font-normal">
                  <th scope="col">{words.columns.name}</th>
                  <th scope="col" className="w-40 max-[1000px]:hidden">
                    {words.columns.id}
                  </th>
                  <th scope="col" title={words.usualMeaning} className="w-23">
                    {words.columns.usual}
                  </th>
                  <th scope="col" title={words.withinMeaning} className="w-25 max-[760px]:hidden">
                    {words.columns.within}
                  </th>
                  <th scope="col" title={words.successMeaning} className="w-30">
                    {words.columns.success}
                  </th>
                  <th scope="col" className="w-28 max-[760px]:hidden">
                    {words.columns.lastUsed}
                  </th>
                  <th scope="col" className="w-31">
                    <span className="sr-only">{appWords.more}</span>
                  </th>
                </tr>
              </thead>
              <ActionRows>
                {list.map((workflow) => (
                  <WorkflowRow key={workflow.id} workflow={workflow} />
                ))}
              </ActionRows>
            </table>
          )}
        </div>
      </div>
    </>
  )
}
