import { looksLikeSources } from '#renderer/stores/draft/index.ts'
import { addPaste } from '#renderer/stores/lists/add-paste.ts'
import {
  shortenId,
  useWorkflows,
  useWorkflowsOf,
  withoutRunUrl,
  readWorkflowId,
  type TypedWorkflow,
} from '#renderer/stores/workflows/index.ts'
import { Combobox, type ComboboxOffer } from '#renderer/ui/combobox.tsx'
import { Swatch, pickSwatchColour } from '#renderer/ui/swatch.tsx'
import { workflowWords as words } from '#shared/text/workflows.ts'
import { NameWorkflow } from './name-workflow.tsx'

interface WorkflowPickerProps {
  readonly connectionId: string
  readonly chosenId: string | null
  /** The id being named; null when none is. */
  readonly naming: TypedWorkflow | null
  readonly onNaming: (workflow: TypedWorkflow | null) => void
  readonly onNamed: (workflow: TypedWorkflow) => void
}

/**
 * Chooses the workflow: by name, by id, or a new one by a pasted id or run URL, which is named in place.
 * A run URL becomes its workflow's id at once: its policy and signature do not stay in the field.
 */
export function WorkflowPicker(props: WorkflowPickerProps) {
  const { connectionId, chosenId, naming, onNaming, onNamed } = props
  const list = useWorkflowsOf(connectionId)
  const pick = useWorkflows((store) => store.pick)
  const offer = (typed: string): ComboboxOffer | null => {
    const read = readWorkflowId(typed)
    const named = list.some(({ name }) => name.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase()))
    if (!read.ok) {
      if (read.error === 'otherUrl') return { kind: 'sentence', text: words.otherUrl }
      if (named) return null
      return { kind: 'sentence', text: /\d/.test(typed) ? words.notAnId : words.nothingFits(typed.trim()) }
    }
    if (named || list.some(({ id }) => id.toLowerCase() === read.data.id.toLowerCase())) return null
    // A short word is more likely a mistyped name than an id.
    if (!read.data.usual && !/\d/.test(read.data.id))
      return { kind: 'sentence', text: words.nothingFits(typed.trim()) }
    return { kind: 'action', label: words.add(shortenId(read.data.id)), onSelect: () => onNaming(read.data) }
  }
  return (
    <div className="flex flex-col gap-2">
      <Combobox
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
          onCancel={() => onNaming(null)}
          onNamed={() => onNamed(naming)}
        />
      )}
    </div>
  )
}
