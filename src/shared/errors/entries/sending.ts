import type { Entry } from './entry.ts'

/** Sending, runs and restarts. */
export const sending = {
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
    message: '{count} answers in a row were refused, the last one: {reason}',
    advice: 'Mend the connection, then continue.',
  },
  'run.unclear': {
    message: 'The last {count} answers told nothing certain: those jobs may have started.',
    advice: 'See whether the service answers again, then continue with the others.',
  },
  'run.lostAnswers': {
    message: 'The connection broke again and again before an answer came: those jobs may have started.',
    advice: 'See whether the service can be reached, then continue with the others.',
  },
  /** Told once while no status of a connection can be read. */
  'jobs.unreadable': {
    message: 'How the running jobs stand cannot be read at the moment: {reason}',
    advice: 'Nothing is lost: Flowbench tries again by itself, and goes on once that is mended.',
  },
  /** *First results early*: a pause that was asked for. */
  'run.firstResults': {
    message: 'The first {count} jobs are here.',
    advice: 'Look at them, then go on.',
  },
  'run.nothingAgain': {
    message: 'None of these jobs can be run again now.',
    advice:
      'Jobs that wait or run have to end first; those that may have started, or were run again before, only go when you say so.',
  },
  'run.perRun': {
    message: 'This run has reached {limit} billed starts, the most this connection allows in one run.',
    advice: 'Raise the limit in Connections, then continue.',
  },
  'run.perDay': {
    message: 'This connection has reached {limit} billed starts today, the most it allows in one day.',
    advice: 'Raise the limit in Connections, or continue tomorrow.',
  },
} as const satisfies Record<string, Entry>
