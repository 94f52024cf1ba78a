import { assertNever } from '#shared/model/assert.ts'
import { formatFactTerm } from './fact-terms.ts'
import { formatPathTerm } from './path-terms.ts'
import { formatGlob } from './glob.ts'
import { formatLength } from './lengths.ts'
import type { Query, Term } from './query.ts'
import { stateName } from './states.ts'
import { quoted } from './tokens.ts'

/** Writes a query so that reading it gives the same query. */
export function formatQuery(query: Query): string {
  return query.terms.map(formatTerm).join(' ')
}

function formatTerm(term: Term): string {
  const not = 'not' in term && term.not ? '-' : ''
  switch (term.kind) {
    case 'state':
      return `${not}state:${term.states.map((state) => quoted(stateName(state))).join()}`
    case 'verdict':
      return `${not}verdict:${term.verdicts.join()}`
    case 'sourceKind':
      return `${not}kind:${term.kinds.join()}`
    case 'workflow':
    case 'connection':
    case 'source':
    case 'tagged':
    case 'note':
      return `${not}${term.kind}:${formatGlob(term.value)}`
    case 'run':
      return `${not}run:${quoted(term.value)}`
    case 'after':
    case 'before':
      return `${term.kind}:${new Date(term.at).toISOString()}`
    case 'took':
      return `took:${term.than}${formatLength(term.ms)}`
    case 'label':
      return `${not}label:${term.name === null ? '' : `${quoted(term.name)}=`}${formatGlob(term.value)}`
    case 'tag':
    case 'task':
    case 'words':
    case 'size':
    case 'expires':
      return formatFactTerm(term)
    case 'path':
      return formatPathTerm(term)
    case 'text':
      return `${not}${formatGlob({ text: term.value, glob: term.glob ?? false })}`
    default:
      return assertNever(term)
  }
}
