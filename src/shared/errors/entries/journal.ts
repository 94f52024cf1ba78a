import type { Entry } from './entry.ts'

/** The journal, and what is not in it. */
export const journal = {
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
  'journal.linkSetAside': {
    message: '{name} in the data folder was a link to another place. It was set aside as {kept}, unread.',
    advice: 'A data folder holds no links; move the folder as a whole.',
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
  'journal.unreadableRow': {
    message: 'One entry of the history is damaged and is shown as “unreadable”: {what}.',
    advice: 'Everything else works. An export to NDJSON holds its bytes as they are.',
  },
  'job.unreadable': {
    message: 'What this job runs on cannot be read in the history; it is not sent.',
    advice: 'Add the source to a new run.',
  },
  'job.noSource': {
    message: 'What this job ran on is not known here: the service did not tell it.',
    advice: 'Add its source to a new run.',
  },
  'job.errorUnreadable': { message: 'The reason of this job cannot be read in the history.', advice: '' },
  'job.resultDamaged': {
    message: 'The kept result is not what was received: its file was changed or is damaged.',
    advice: 'Run the job again if you need the result.',
  },
  'run.unreadable': {
    message: 'The options of this run cannot be read in the history; it was paused.',
    advice: 'Continue sends all of its waiting jobs.',
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
  'job.sentElsewhere': {
    message: 'This job was run again since, so it is not sent once more.',
    advice: 'The newer job is in History.',
  },
  'job.removed': {
    message: 'These jobs were removed for good, and cannot be brought back.',
    advice: '',
  },
  'job.otherJob': {
    message: 'This id belongs to another source or another workflow.',
    advice: 'Attach the id that the service gave for this source.',
  },
  'job.noneOfRun': {
    message: 'This id belongs to no job of the run that may have started.',
    advice: '',
  },
  'run.missing': { message: 'This run is not in the history.', advice: '' },
} as const satisfies Record<string, Entry>
