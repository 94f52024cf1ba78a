import type { Entry } from './entry.ts'

/** Local files and their uploads. */
export const uploads = {
  'upload.vanished': {
    message: 'The file is not there any more.',
    advice: 'Add it again from where it lies now.',
  },
  'upload.unreadable': { message: 'The file cannot be read: {reason}.', advice: 'Check its rights.' },
  'upload.empty': { message: 'The file has no bytes.', advice: 'The service takes no empty files.' },
  'upload.notAFile': { message: 'This is no file: {what}.', advice: 'Only files and folders can be added.' },
  'upload.changed': {
    message: 'The file changed while it was being uploaded.',
    advice: 'Try again when nothing writes to it any more.',
  },
  'upload.startedOver': {
    message: 'The file changed since the last try; it is uploaded from its beginning.',
    advice: '',
  },
  'upload.tooLarge': { message: 'The file has {size}; {limit} is the most.', advice: '' },
  'upload.refused': {
    message: 'The service refused the upload: {reason}.',
    advice: 'Check the policy of this connection: it has to allow pick or store.',
  },
  'upload.notAllowed': {
    message: 'The upload was stopped: an answer named {what}.',
    advice:
      'Nothing was sent there. Check the hosts of this connection; if they are right, tell the support of the service.',
  },
  'upload.noETag': {
    message: 'The storage took a part of the file and did not confirm it.',
    advice: 'Try again; if it stays so, tell the support of the service.',
  },
  'upload.unreadableAnswer': {
    message: 'An answer to the upload could not be read: {reason}.',
    advice: 'If a proxy or a login page stands between, sort that out first.',
  },
  'upload.gaveUp': {
    message: 'The upload did not get through after {tries} tries: {reason}',
    advice: 'Try again; the parts that arrived are kept.',
  },
  'upload.notMerged': {
    message: 'The service has all parts and did not put them together in time.',
    advice: 'Try again; nothing is sent twice.',
  },
  'files.noPicture': { message: 'That is no picture that can be kept.', advice: '' },
  'files.gone': { message: 'This file is not in the list any more.', advice: 'Add it again.' },
  'files.folderUnreadable': { message: 'This folder cannot be read: {reason}.', advice: 'Check its rights.' },
} as const satisfies Record<string, Entry>
