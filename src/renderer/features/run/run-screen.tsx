import { useEffect, useState } from 'react'
import { useCommand } from '#renderer/stores/commands/index.ts'
import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { useDraft, type LineItem } from '#renderer/stores/draft/index.ts'
import { addTransfer } from '#renderer/stores/files/add-transfer.ts'
import { useRuns, useShownRun } from '#renderer/stores/runs/index.ts'
import {
  useChosenWorkflow,
  useWorkflows,
  useWorkflowsOf,
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
  const { addText, clear } = useDraft()
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
        <div className="mx-auto flex h-full min-h-100 max-w-220 flex-col gap-3 p-4">
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
  const list = useWorkflowsOf(connection.id)
  const pick = useWorkflows((store) => store.pick)
  const remove = useDraft((store) => store.remove)
  const chosen = useChosenWorkflow(connection)
  const [naming, setNaming] = useState<Naming | null>(null)
  const shown = naming?.connectionId === connection.id ? naming : null

  const finishNaming = (item: LineItem | null): void => {
    setNaming(null)
    if (item !== null && !item.ticked && item.recognition.kind === 'uuid') remove(item.id)
  }
  const chooseWorkflow = (workflow: TypedWorkflow, item: LineItem): void => {
    const named = list.find(({ id }) => id.toLowerCase() === workflow.id.toLowerCase())
    if (named === undefined) {
      setNaming({ workflow, item, connectionId: connection.id })
      return
    }
    pick(connection.id, named.id)
    finishNaming(item)
  }
  return (
    <>
      <WorkflowPicker
        connectionId={connection.id}
        chosenId={chosen?.id ?? null}
        naming={shown?.workflow ?? null}
        onNaming={(workflow) => setNaming(workflow && { workflow, item: null, connectionId: connection.id })}
        onNamed={() => finishNaming(shown?.item ?? null)}
      />
      <SourceArea onSamples={onSamples} onUseWorkflow={chooseWorkflow} />
    </>
  )
}

/** A workflow that is being named, and the line it was found in; no line when it was typed into the picker. */
interface Naming {
  readonly workflow: TypedWorkflow
  readonly item: LineItem | null
  readonly connectionId: string
}
