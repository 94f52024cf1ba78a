import { toGlob, isLike, splitGlob } from './glob.ts'
import { findState, findVerdict } from './states.ts'
import type { Query, ResolvedQuery, ResolvedTerm, Term } from './query.ts'

/** What the person named: ids with their names. */
export interface Names {
  readonly workflows: readonly { readonly id: string; readonly name: string }[]
  readonly connections: readonly { readonly id: string; readonly name: string }[]
}

/**
 * Names of workflows and connections become ids. What is no name counts as an id, so that jobs of a workflow nobody named
 * are found too.
 */
export function resolveQuery(query: Query, names: Names): ResolvedQuery {
  return { terms: query.terms.map((term) => resolved(term, names)) }
}

function resolved(term: Term, names: Names): ResolvedTerm {
  if (term.kind === 'text') return resolvedText(term, names)
  if (term.kind !== 'workflow' && term.kind !== 'connection') return term
  const named = term.kind === 'workflow' ? names.workflows : names.connections
  const ids = named.filter(({ id, name }) => isLike(name, term.value) || isLike(id, term.value))
  const found = [...new Set(ids.map(({ id }) => id))]
  const asId = found.length === 0 && !term.value.glob ? [term.value.text] : found
  return { kind: term.kind, not: term.not, ids: asId }
}

/** `flagged`, `refused` or the name of a workflow is found as well as what is written somewhere. */
function resolvedText(term: Extract<Term, { kind: 'text' }>, { workflows }: Names): ResolvedTerm {
  const state = findState(term.value)
  const verdict = findVerdict(term.value)
  const anywhere = toGlob(['', ...splitGlob({ text: term.value, glob: term.glob ?? false }), ''])
  const ids = workflows.filter(({ name }) => isLike(name, anywhere)).map(({ id }) => id)
  return {
    ...term,
    ...(state !== null && { states: [state] }),
    ...(verdict !== null && verdict !== 'none' && { verdicts: [verdict] }),
    ...(ids.length > 0 && { workflows: [...new Set(ids)] }),
  }
}
