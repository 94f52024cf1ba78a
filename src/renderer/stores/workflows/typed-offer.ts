import { workflowWords as words } from '#shared/text/workflows.ts'
import type { Workflow } from '#shared/model/workflow.ts'
import { readWorkflowId, shortenId, type TypedWorkflow } from './workflow-id.ts'

/** What a workflow field offers for a typed text beside the workflows that fit: an id to add, or why there is nothing. */
export type TypedOffer =
  | { readonly kind: 'add'; readonly label: string; readonly workflow: TypedWorkflow }
  | { readonly kind: 'sentence'; readonly text: string }

/** Null when a workflow of the list fits the text. */
export function findTypedOffer(typed: string, list: readonly Workflow[]): TypedOffer | null {
  const text = typed.trim()
  const read = readWorkflowId(text)
  const isNamed = list.some(({ name }) => name.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
  if (!read.ok) {
    if (read.error === 'otherUrl') return { kind: 'sentence', text: words.otherUrl }
    if (isNamed) return null
    return { kind: 'sentence', text: /\d/.test(text) ? words.notAnId : words.nothingFits(text) }
  }
  if (isNamed || list.some(({ id }) => id.toLowerCase() === read.data.id.toLowerCase())) return null
  // A short word is more likely a mistyped name than an id.
  if (!read.data.usual && !/\d/.test(read.data.id)) return { kind: 'sentence', text: words.nothingFits(text) }
  return { kind: 'add', label: words.add(shortenId(read.data.id)), workflow: read.data }
}

/** A whole id, typed or pasted: it needs no choosing. Null for anything that may still become one. */
export function readWholeId(typed: string): TypedWorkflow | null {
  const read = readWorkflowId(typed)
  return read.ok && read.data.usual ? read.data : null
}
