import type { Entry } from './entry.ts'

/** The service's answers. */
export const service = {
  'service.unauthorised': {
    message: 'The service did not accept the API key.',
    advice: 'Check the API key of this connection.',
  },
  'service.forbidden': {
    message: 'The service refused the policy or signature.',
    advice:
      'Check that the policy has not ended, that it allows runWorkflow and convert, and that the signature fits it.',
  },
  'service.notFound': {
    message: 'The service does not know this workflow or source.',
    advice: 'Check the workflow id and the source.',
  },
  'service.badRequest': {
    message: 'The service could not read the request.',
    advice: 'Check the workflow id and the source.',
  },
  'service.rateLimited': {
    message: 'The service asked to slow down.',
    advice: 'Flowbench waits and goes on by itself.',
  },
  'service.unavailable': {
    message: 'The service is not available at the moment.',
    advice: 'Try again later.',
  },
  'service.unreadable': {
    message: 'The answer could not be read: {reason}.',
    advice: 'If a proxy or a login page stands between, sort that out first.',
  },
  'service.errorInBody': { message: 'The service answered with an error: {reason}.', advice: '' },
  'service.redirected': {
    message: 'The server sent the request elsewhere instead of answering.',
    advice: 'Check the hosts of this connection.',
  },
  'service.failed': {
    message: 'The workflow ended as “{status}”.',
    advice: 'Open the JSON to see what the service says of it.',
  },
  'service.gone': {
    message: 'The service has forgotten this job.',
    advice: 'Run it again for a new result.',
  },
} as const satisfies Record<string, Entry>
