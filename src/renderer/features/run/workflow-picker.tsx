import { useCallback, useRef } from 'react'
import { looksLikeSources } from '#renderer/stores/draft/index.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
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
import { workflowWords as words } from '#shared/text/workflows.ts'
import { NameWorkflow } from './name-workflow.tsx'
import { shortenId } from '#shared/format/shorten.ts'

interface WorkflowPickerProps {
  readonly connectionId: string
  readonly chosenId: string | null
  /** The new workflow that may be named; null when there is none. */
  readonly naming: TypedWorkflow | null
  readonly onNew: (workflow: TypedWorkflow) => void
  /** The new workflow was named, or keeps its shortened id as its name. */
  readonly onNamed: () => void
}

/**
 * Chooses the workflow: by name, by id, or a new one by a pasted id or run URL. A whole id is taken at once, so that what
 * stands in the field is what runs; a name is optional. A run URL becomes its workflow's id: its policy and signature do
 * not stay in the field.
 */
export function WorkflowPicker(props: WorkflowPickerProps) {
  const { connectionId, chosenId, naming, onNew, onNamed } = props
  const list = useConnectionWorkflows(connectionId)
  const { pick, take, setPending } = useWorkflows()
  const field = useRef<HTMLInputElement>(null)
  const onPending = useCallback(
    (typed: string | null) => setPending(connectionId, typed),
    [setPending, connectionId],
  )
  const takeTyped = (workflow: TypedWorkflow): void => {
    const isNew = !list.some(({ id }) => id.toLowerCase() === workflow.id.toLowerCase())
    pick(connectionId, take(connectionId, workflow).id)
    if (isNew) onNew(workflow)
  }
  const offer = (typed: string): ComboboxOffer | null => {
    const found = findTypedOffer(typed, list)
    if (found === null) return null
    if (found.kind === 'none') return { kind: 'sentence', text: words.noneOf[found.reason](typed.trim()) }
    const { workflow } = found
    return { kind: 'action', label: words.add(shortenId(workflow.id)), onSelect: () => takeTyped(workflow) }
  }
  return (
    <div className="flex flex-col gap-2">
      <Combobox
        inputRef={field}
        label={words.label}
        placeholder={list.length > 0 ? words.choose : words.noneYet}
        openLabel={words.open}
        options={list.map(({ id, name }) => ({
          id,
          label: name,
          hint: shortenId(id),
          sign: <Swatch colour={pickSwatchColour(id)} />,
        }))}
        value={chosenId}
        onChange={(id) => pick(connectionId, id)}
        offer={offer}
        read={withoutRunUrl}
        take={(typed) => {
          const whole = readWholeId(typed)
          if (whole !== null) takeTyped(whole)
          return whole !== null
        }}
        onPending={onPending}
        // The focus stays in this field after a workflow was chosen, and people paste their sources next.
        onForeignPaste={(text) => {
          if (!looksLikeSources(text)) return false
          addPaste(text)
          return true
        }}
      />
      {naming && (
        <NameWorkflow
          key={naming.id}
          connectionId={connectionId}
          workflow={naming}
          onDone={() => {
            field.current?.focus()
            onNamed()
          }}
        />
      )}
    </div>
  )
}
