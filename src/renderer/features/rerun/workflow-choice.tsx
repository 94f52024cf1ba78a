import { useEffect, useRef } from 'react'
import {
  findTypedOffer,
  readWholeId,
  useWorkflows,
  useConnectionWorkflows,
  withoutRunUrl,
  type TypedWorkflow,
} from '#renderer/stores/workflows/index.ts'
import { Combobox, type ComboboxOffer } from '#renderer/ui/combobox.tsx'
import { Swatch, pickSwatchColour } from '#renderer/ui/swatch.tsx'
import { rerunWords as words } from '#shared/text/rerun.ts'
import { workflowWords } from '#shared/text/workflows.ts'
import { shortenId } from '#shared/format/shorten.ts'

/** Stands for each job's own workflow. It cannot be the id of a workflow, since ids have no spaces. */
const OWN_WORKFLOW = 'their own'

interface WorkflowChoiceProps {
  readonly connectionId: string
  /** Null when each job runs with its own workflow. */
  readonly value: string | null
  readonly onChange: (workflowId: string | null) => void
  /** Called with the text in the field that is no workflow yet; null when there is none. */
  readonly onPending: (typed: string | null) => void
  readonly takesFocus: boolean
}

/** Chooses the workflow that jobs are run again with: their own, another one of the connection, or a new one by its id. */
export function WorkflowChoice(props: WorkflowChoiceProps) {
  const { connectionId, value, onChange, onPending, takesFocus } = props
  const list = useConnectionWorkflows(connectionId)
  const { load, take } = useWorkflows()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => void load(connectionId), [load, connectionId])
  useEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [takesFocus])
  const takeTyped = (workflow: TypedWorkflow): void => onChange(take(connectionId, workflow).id)
  const offer = (typed: string): ComboboxOffer | null => {
    const found = findTypedOffer(typed, list)
    if (found === null) return null
    if (found.kind === 'none')
      return { kind: 'sentence', text: workflowWords.noneOf[found.reason](typed.trim()) }
    const { workflow } = found
    return {
      kind: 'action',
      label: workflowWords.add(shortenId(workflow.id)),
      onSelect: () => takeTyped(workflow),
    }
  }
  return (
    <div className="w-80 max-w-full min-w-0">
      <Combobox
        inputRef={field}
        label={words.workflow}
        placeholder={words.ownWorkflow}
        openLabel={words.choose}
        value={value ?? OWN_WORKFLOW}
        onChange={(id) => onChange(id === OWN_WORKFLOW ? null : id)}
        offer={offer}
        read={withoutRunUrl}
        take={(typed) => {
          const whole = readWholeId(typed)
          if (whole !== null) takeTyped(whole)
          return whole !== null
        }}
        onPending={onPending}
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
