import { useEffect, useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { useDraft, type LineItem } from '#renderer/stores/draft/index.ts'
import { addTransfer } from '#renderer/stores/files/add-transfer.ts'
import { useRuns, useShownRun } from '#renderer/stores/runs/index.ts'
import {
  useChosenWorkflow,
  useWorkflows,
  useConnectionWorkflows,
  type TypedWorkflow,
} from '#renderer/stores/workflows/index.ts'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { appWords } from '#shared/text/app.ts'
import { SAMPLE_LINES } from '#shared/text/samples.ts'
import { Batch } from './batch/batch.tsx'
import { FootBar } from './footer/foot-bar.tsx'
import { ActiveBatchBanner } from './active-batch-banner.tsx'
import { SandboxLine } from './sandbox-line.tsx'
import type { RunScreenProps } from './run-screen-props.ts'
import { SourceArea } from './sources/source-area.tsx'
import { usePagePaste } from './sources/use-page-paste.ts'
import { WorkflowPicker } from './workflow-picker.tsx'

/** The first screen: sources, a workflow and Run; then the running batch in their place. */
export function RunScreen(slots: RunScreenProps) {
  const connection = useActiveConnection()
  return connection === undefined ? null : <RunOnConnection connection={connection} {...slots} />
}

function RunOnConnection({ connection, ...slots }: RunScreenProps & { readonly connection: Connection }) {
  const run = useShownRun(connection.id)
  const hide = useRuns((store) => store.hide)
  const loadWorkflows = useWorkflows((store) => store.load)
  const addText = useDraft((store) => store.addText)
  const clear = useDraft((store) => store.clear)
  const hasItems = useDraft((store) => store.items.length > 0)
  useEffect(() => void loadWorkflows(connection.id), [loadWorkflows, connection.id])

  const showSources = (): void => hide(connection.id)
  const addSamples = (): void => {
    showSources()
    void addText(SAMPLE_LINES.join('\n'))
  }
  usePagePaste((data) => {
    showSources()
    addTransfer(data)
  })
  useCommand('sources.samples', connection.sandbox ? addSamples : null)
  useCommand('sources.clear', hasItems ? clear : null)

  if (run !== undefined)
    return <Batch key={run.id} run={run} connection={connection} onNew={showSources} {...slots} />
  return (
    <>
      <TitleRow title={appWords.screens.run} />
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex h-full min-h-100 max-w-220 flex-col gap-3 p-4 low:min-h-0 low:gap-1.5 low:p-2">
          {connection.sandbox && <SandboxLine />}
          <ActiveBatchBanner connectionId={connection.id} />
          <RunPreparation connection={connection} onSamples={connection.sandbox ? addSamples : null} />
        </div>
      </div>
      <FootBar connection={connection} />
    </>
  )
}

interface RunPreparationProps {
  readonly connection: Connection
  readonly onSamples: (() => void) | null
}

/** The part of the screen where a run is prepared: the workflow and the sources. */
function RunPreparation({ connection, onSamples }: RunPreparationProps) {
  const list = useConnectionWorkflows(connection.id)
  const { pick, take } = useWorkflows()
  const remove = useDraft((store) => store.remove)
  const chosen = useChosenWorkflow(connection)
  const [naming, setNaming] = useState<Naming | null>(null)
  const shown = naming?.connectionId === connection.id ? naming : null

  /** A line that was nothing but the id of the workflow has served. */
  const leaveLine = (item: LineItem): void => {
    setNaming(null)
    if (!item.ticked && item.recognition.kind === 'uuid') remove(item.id)
  }
  const chooseWorkflow = (workflow: TypedWorkflow, item: LineItem): void => {
    const isNew = !list.some(({ id }) => id.toLowerCase() === workflow.id.toLowerCase())
    pick(connection.id, take(connection.id, workflow).id)
    leaveLine(item)
    if (isNew) setNaming({ workflow, connectionId: connection.id })
  }
  return (
    <>
      <WorkflowPicker
        connectionId={connection.id}
        chosenId={chosen?.id ?? null}
        naming={shown?.workflow ?? null}
        onNew={(workflow) => setNaming({ workflow, connectionId: connection.id })}
        onNamed={() => setNaming(null)}
      />
      <SourceArea onSamples={onSamples} onUseWorkflow={chooseWorkflow} />
    </>
  )
}

/** A workflow that was just added and may be named. */
interface Naming {
  readonly workflow: TypedWorkflow
  readonly connectionId: string
}
