import { foldText } from '#shared/format/fold.ts'
import type { Workflow } from '#shared/model/workflow.ts'
import { readWorkflowId, type TypedWorkflow } from './workflow-id.ts'

/** What a workflow field offers for a typed text beside the workflows that match: an id to add, or why there is none. */
export type TypedOffer =
  | { readonly kind: 'add'; readonly workflow: TypedWorkflow }
  | { readonly kind: 'none'; readonly reason: 'otherUrl' | 'notAnId' | 'nothingFits' }

/** Null when a workflow of the list matches the text. */
export function findTypedOffer(typed: string, list: readonly Workflow[]): TypedOffer | null {
  const text = typed.trim()
  const read = readWorkflowId(text)
  const isNamed = list.some(({ name }) => foldText(name).includes(foldText(text)))
  if (!read.ok) {
    if (read.error === 'otherUrl') return { kind: 'none', reason: 'otherUrl' }
    if (isNamed) return null
    return { kind: 'none', reason: /\d/.test(text) ? 'notAnId' : 'nothingFits' }
  }
  if (isNamed || list.some(({ id }) => id.toLowerCase() === read.data.id.toLowerCase())) return null
  // A short word is more likely a mistyped name than an id.
  if (!read.data.usual && !/\d/.test(read.data.id)) return { kind: 'none', reason: 'nothingFits' }
  return { kind: 'add', workflow: read.data }
}

/** A whole id, typed or pasted: it needs no choosing. Null for anything that may still become one. */
export function readWholeId(typed: string): TypedWorkflow | null {
  const read = readWorkflowId(typed)
  return read.ok && read.data.usual ? read.data : null
}
