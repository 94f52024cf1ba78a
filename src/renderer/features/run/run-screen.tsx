import { useEffect, useState, type ReactNode } from 'react'
import { useCommand } from '#renderer/lib/commands.ts'
import { useActiveConnection } from '#renderer/stores/connections/index.ts'
import { useDraft, type DraftItem } from '#renderer/stores/draft/index.ts'
import { useRuns, useShownRun } from '#renderer/stores/runs/index.ts'
import {
  useChosenWorkflow,
  useWorkflows,
  useWorkflowsOf,
  type TypedWorkflow,
} from '#renderer/stores/workflows/index.ts'
import { TitleRow } from '#renderer/ui/title-row.tsx'
import type { Connection } from '#shared/model/connection.ts'
import { app } from '#shared/text/app.ts'
import { SAMPLE_LINES } from '#shared/text/samples.ts'
import { Batch } from './batch.tsx'
import { FootBar } from './foot-bar.tsx'
import { OtherBatch } from './other-batch.tsx'
import { SandboxLine } from './sandbox-line.tsx'
import { SourceArea } from './source-area.tsx'
import { useIncoming } from './use-incoming.ts'
import { WorkflowPicker } from './workflow-picker.tsx'

export interface RunScreenProps {
  /** The jobs of a run, newest first. */
  readonly renderJobs: (
    runId: string,
    selected: string | null,
    onSelect: (jobId: string | null) => void,
  ) => ReactNode
  /** The panel of one job, beside its list. */
  readonly renderJob: (jobId: string, onClose: () => void) => ReactNode
}

/** The first screen: sources in, a workflow, Run; then the running batch in their place. */
export function RunScreen(slots: RunScreenProps) {
  const connection = useActiveConnection()
  return connection === undefined ? null : <RunOn connection={connection} {...slots} />
}

function RunOn({ connection, ...slots }: RunScreenProps & { readonly connection: Connection }) {
  const run = useShownRun(connection.id)
  const hide = useRuns((store) => store.hide)
  const loadWorkflows = useWorkflows((store) => store.load)
  const { addText, tellFilesDropped, clear } = useDraft()
  const hasItems = useDraft((store) => store.items.length > 0)
  useEffect(() => void loadWorkflows(connection.id), [loadWorkflows, connection.id])

  const bringBack = (): void => hide(connection.id)
  const addSamples = (): void => {
    bringBack()
    void addText(SAMPLE_LINES.join('\n'))
  }
  useIncoming({
    onText: (text) => {
      bringBack()
      void addText(text)
    },
    onFiles: (count) => {
      bringBack()
      tellFilesDropped(count)
    },
  })
  useCommand('sources.samples', connection.sandbox ? addSamples : null)
  useCommand('sources.clear', hasItems ? clear : null)

  if (run !== undefined) return <Batch run={run} connection={connection} onNew={bringBack} {...slots} />
  return (
    <>
      <TitleRow title={app.screens.run} />
      <div className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex h-full min-h-100 max-w-220 flex-col gap-3 p-4">
          {connection.sandbox && <SandboxLine />}
          <OtherBatch connectionId={connection.id} />
          <Preparation connection={connection} onSamples={connection.sandbox ? addSamples : null} />
        </div>
      </div>
      <FootBar connection={connection} />
    </>
  )
}

interface PreparationProps {
  readonly connection: Connection
  readonly onSamples: (() => void) | null
}

/** The workflow and the sources. */
function Preparation({ connection, onSamples }: PreparationProps) {
  const list = useWorkflowsOf(connection.id)
  const pick = useWorkflows((store) => store.pick)
  const remove = useDraft((store) => store.remove)
  const chosen = useChosenWorkflow(connection)
  const [naming, setNaming] = useState<Naming | null>(null)
  const shown = naming?.connectionId === connection.id ? naming : null

  const settle = (item: DraftItem | null): void => {
    setNaming(null)
    if (item !== null && !item.ticked && item.recognition.kind === 'uuid') remove(item.id)
  }
  const useWorkflow = (workflow: TypedWorkflow, item: DraftItem): void => {
    const known = list.find(({ id }) => id.toLowerCase() === workflow.id.toLowerCase())
    if (known === undefined) {
      setNaming({ workflow, item, connectionId: connection.id })
      return
    }
    pick(connection.id, known.id)
    settle(item)
  }
  return (
    <>
      <WorkflowPicker
        connectionId={connection.id}
        chosenId={chosen?.id ?? null}
        naming={shown?.workflow ?? null}
        onNaming={(workflow) => setNaming(workflow && { workflow, item: null, connectionId: connection.id })}
        onNamed={() => settle(shown?.item ?? null)}
      />
      <SourceArea onSamples={onSamples} onUseWorkflow={useWorkflow} />
    </>
  )
}

/** A workflow being named, and the line it was found in. */
interface Naming {
  readonly workflow: TypedWorkflow
  readonly item: DraftItem | null
  readonly connectionId: string
}
