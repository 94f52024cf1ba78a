import { useEffect } from 'react'
import { shortenId, useWorkflows, useWorkflowsOf } from '#renderer/stores/workflows/index.ts'
import { Combobox } from '#renderer/ui/combobox.tsx'
import { Swatch, pickSwatchColour } from '#renderer/ui/swatch.tsx'
import { rerunWords as words } from '#shared/text/rerun.ts'

/** Stands for each job's own workflow. It cannot be the id of a workflow, since ids have no spaces. */
const OWN_WORKFLOW = 'their own'

interface WorkflowChoiceProps {
  readonly connectionId: string
  /** Null when each job runs with its own workflow. */
  readonly value: string | null
  readonly onChange: (workflowId: string | null) => void
}

/** Chooses the workflow that jobs are run again with: their own, or another one of the connection. */
export function WorkflowChoice({ connectionId, value, onChange }: WorkflowChoiceProps) {
  const list = useWorkflowsOf(connectionId)
  const load = useWorkflows((store) => store.load)
  useEffect(() => void load(connectionId), [load, connectionId])
  return (
    <div className="w-80 min-w-0">
      <Combobox
        label={words.workflow}
        placeholder={words.ownWorkflow}
        openLabel={words.choose}
        value={value ?? OWN_WORKFLOW}
        onChange={(id) => onChange(id === OWN_WORKFLOW ? null : id)}
        offer={() => null}
        options={[
          { id: OWN_WORKFLOW, label: words.ownWorkflow },
          ...list.map(({ id, name }) => ({
            id,
            label: name,
            hint: shortenId(id),
            sign: <Swatch colour={pickSwatchColour(id)} />,
          })),
        ]}
      />
    </div>
  )
}
