import type { AppError } from './app-error.ts'

interface Entry {
  readonly message: string
  readonly advice: string
}

/** Every expected error: what happened in plain words, and what to do. `{…}` is filled from the values given. */
const CATALOGUE = {
  // the service's answers
  'service.unauthorised': {
    message: 'Filestack did not accept the API key.',
    advice: 'Check the API key of this connection.',
  },
  'service.forbidden': {
    message: 'Filestack refused the policy or signature.',
    advice:
      'Check that the policy has not ended, that it allows runWorkflow and convert, and that the signature fits it.',
  },
  'service.notFound': {
    message: 'Filestack does not know this workflow or source.',
    advice: 'Check the workflow id and the source.',
  },
  'service.badRequest': {
    message: 'Filestack could not read the request.',
    advice: 'Check the workflow id and the source.',
  },
  'service.rateLimited': {
    message: 'Filestack asked to slow down.',
    advice: 'Flowbench waits and goes on by itself.',
  },
  'service.unavailable': { message: 'Filestack is not available at the moment.', advice: 'Try again later.' },
  'service.unreadable': {
    message: 'The answer could not be read: {reason}.',
    advice: 'If a proxy or a login page stands between, sort that out first.',
  },
  'service.errorInBody': { message: 'Filestack answered with an error: {reason}.', advice: '' },
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
  // the network
  'network.unreachable': {
    message: 'No connection to {host}.',
    advice: 'Check the network; nothing was sent.',
  },
  'network.timeout': {
    message: '{host} did not answer in time.',
    advice: 'Check the network and try again.',
  },
  'network.lost': {
    message: 'The connection broke before an answer came.',
    advice: 'Check the network and try again.',
  },
  'network.certificate': {
    message: 'No secure connection to {host}: its certificate was not accepted.',
    advice: 'Check the hosts of this connection; nothing was sent.',
  },
  'network.proxy': {
    message: 'The proxy did not lead to {host}.',
    advice: 'Check the proxy of this computer; nothing was sent.',
  },
  'network.cancelled': { message: 'The request was called off.', advice: '' },
  'network.offline': { message: 'This computer is offline.', advice: 'Connect to the network.' },
  // sending
  'job.mayHaveStarted': {
    message: 'This job may have started; the answer was lost ({reason}).',
    advice: 'Attach its job id if you have it, leave it, or run it again as a new job.',
  },
  'job.interrupted': {
    message: 'Flowbench was closed while this job was being sent; it may have started.',
    advice: 'Attach its job id if you have it, leave it, or run it again as a new job.',
  },
  'job.sourceLocked': {
    message: 'The full link of this source is not at hand on this computer.',
    advice: 'Paste the link again and run it as a new job.',
  },
  'run.refusedAlike': {
    message: 'The first {count} answers were refused alike: {reason}',
    advice: 'Mend the connection, then continue.',
  },
  // policy and signature, before anything is sent
  'policy.expired': {
    message: 'The policy of this connection ended on {date}.',
    advice: 'Paste a newer policy and signature, or the app secret.',
  },
  'policy.endsSoon': {
    message: 'The policy of this connection ends on {date}.',
    advice: 'Paste a newer one before a long run.',
  },
  'policy.unreadable': {
    message: 'The policy is not readable: {reason}.',
    advice: 'Copy it again from where it was made.',
  },
  'policy.missingCall': {
    message: 'The policy does not allow {calls}.',
    advice: 'Make a policy with runWorkflow and convert.',
  },
  'signature.malformed': {
    message: 'The signature is not 64 hexadecimal characters.',
    advice: 'Copy it again from where it was made.',
  },
  // connections and secrets
  'connection.missing': {
    message: 'This connection no longer exists.',
    advice: 'Choose another connection.',
  },
  'connection.readOnly': {
    message: 'The Sandbox cannot be changed.',
    advice: 'Add a connection of your own.',
  },
  'connection.invalid': {
    message: 'The connection is not complete: {reason}.',
    advice: 'Mend the marked fields.',
  },
  'connection.secretMissing': {
    message: 'The secret of this connection is not at hand.',
    advice: 'Type it again in Connections.',
  },
  'connection.hostNotAllowed': {
    message: '{host} must be an https address.',
    advice: 'Use https, or http for this computer only.',
  },
  // input
  'source.none': { message: 'There is nothing to run on.', advice: 'Paste handles, URLs or alias paths.' },
  'source.isSecret': {
    message: 'Line {line} is a secret of a connection, not a source.',
    advice: 'Take it out; it was not kept.',
  },
  'source.isKey': {
    message: 'Line {line} is the API key of a connection, not a source.',
    advice: 'Take it out.',
  },
  'source.filesNotYet': {
    message: 'Files cannot be uploaded yet.',
    advice: 'Upload the file with Filestack and paste its handle.',
  },
  'workflow.missing': { message: 'No workflow is chosen.', advice: 'Choose a workflow or paste its id.' },
  'workflow.unusualId': {
    message: 'This workflow id does not look like one of Filestack’s.',
    advice: 'They look like 67d273c3-249c-4192-b228-9c3e1d003963.',
  },
  'workflow.invalidId': {
    message: 'A workflow id has no spaces or slashes.',
    advice: 'Copy the id from Filestack’s workflow page.',
  },
  // the journal
  'journal.readOnly': {
    message: 'The history was written by a newer Flowbench; it is open for reading only.',
    advice: 'Update Flowbench.',
  },
  'journal.damaged': {
    message: 'The history file was damaged and set aside as {file}.',
    advice: 'What could be read was kept.',
  },
  'journal.diskFull': {
    message: 'The disk is full; nothing more is sent.',
    advice: 'Free some space, then continue.',
  },
  'journal.locked': { message: 'The data folder is in use by {owner}.', advice: 'Close it there first.' },
  'journal.networkFolder': {
    message: 'The data folder lies on a network drive.',
    advice: 'Choose a folder on this computer.',
  },
  'journal.unwritable': {
    message: 'The data folder cannot be written: {reason}.',
    advice: 'Check its rights.',
  },
  'job.missing': { message: 'This job is not in the history.', advice: '' },
  'job.notAllowed': { message: 'That is not possible for a job that is {state}.', advice: '' },
  'job.noResult': { message: 'There is no result kept for this job.', advice: '' },
  'job.noNode': { message: 'The result has nothing at this place.', advice: '' },
  'job.invalidJobId': {
    message: 'That is not a job id.',
    advice: 'A job id looks like 7dba00f5-aee2-4f65-bd16-631e626b3c93.',
  },
  'job.idTaken': {
    message: 'Another job in the history already has this job id.',
    advice: 'Look for the id in History.',
  },
  'run.missing': { message: 'This run is not in the history.', advice: '' },
  // settings, connections and names of workflows
  'settings.unreadable': {
    message: '{file} was not readable and was set aside as {kept}.',
    advice: 'Flowbench began a new one; the old file is in the data folder.',
  },
  'settings.unwritable': {
    message: '{file} could not be written: {reason}.',
    advice: 'Check the data folder’s rights and the free space.',
  },
  'sandbox.unavailable': {
    message: 'The Sandbox could not be started: {reason}.',
    advice: 'Close Flowbench and open it again.',
  },
  // produced files
  'file.none': { message: 'There is no file at this place of the result.', advice: '' },
  'file.notOurs': {
    message: 'This file does not lie with this connection’s CDN host.',
    advice: 'Copy its link and open it in a browser.',
  },
  'file.refused': {
    message: 'The file could not be fetched: {reason}.',
    advice: 'The service keeps files no longer than the result; run the job again.',
  },
  'file.unwritable': {
    message: 'The file could not be written: {reason}.',
    advice: 'Choose another folder.',
  },
  // the bridge
  'ipc.refused': { message: 'The request was refused.', advice: '' },
  'ipc.invalid': { message: 'The request was not understood: {reason}.', advice: '' },
  'app.unexpected': {
    message: 'Something went wrong inside Flowbench.',
    advice: 'The log has the details; try again.',
  },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof CATALOGUE

type Extra = Pick<AppError, 'status' | 'correlationId' | 'detail'>

/** Makes an error of the catalogue, its `{names}` filled from `values`. */
export function appError(
  code: ErrorCode,
  values: Readonly<Record<string, string | number>> = {},
  extra: Extra = {},
): AppError {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  const entry: Entry = CATALOGUE[code]
  return { code, message: fill(entry.message), advice: fill(entry.advice), ...extra }
}
