import type { Entry } from './entry.ts'

/** What a person puts in: sources and workflow ids. */
export const sources = {
  'source.none': { message: 'There is nothing to run on.', advice: 'Paste handles, URLs or alias paths.' },
  'source.isSecret': {
    message: 'Line {line} is a secret of a connection, not a source.',
    advice: 'Take it out; it was not kept.',
  },
  'source.isKey': {
    message: 'Line {line} is the API key of a connection, not a source.',
    advice: 'Take it out.',
  },
  'source.noHandleYet': {
    message: 'This file has no handle yet.',
    advice: 'Its request is known once it is uploaded.',
  },
  'workflow.notNamed': { message: 'This workflow is not in the list any more.', advice: 'Add it again.' },
  'workflow.missing': { message: 'No workflow is chosen.', advice: 'Choose a workflow or paste its id.' },
  'workflow.unusualId': {
    message: 'This workflow id has an unusual form.',
    advice: 'Workflow ids look like 67d273c3-249c-4192-b228-9c3e1d003963.',
  },
  'workflow.invalidId': {
    message: 'A workflow id has no spaces or slashes.',
    advice: 'Copy the id from the page of the workflow.',
  },
} as const satisfies Record<string, Entry>
