import { expect, it } from 'vitest'
import { compareCommands } from './compare-commands.ts'

const job = (id: string, asked: string, state: string, jobid: string | null) => ({ id, state, jobid, asked })

// Would catch: a trial of commands that is green although a job was sent twice, or its start lost.
it('a start that no job accounts for, and an id that two jobs have, are found', () => {
  const accepted = [
    { jobid: 'a', source: 's' },
    { jobid: 'b', source: 's' },
  ]
  const [first, again] = [job('1', 's', 'finished', 'a'), job('2', 's', 'finished', 'b')]
  expect(compareCommands([first, again], accepted)).toEqual({ unaccounted: [], foreign: [] })
  expect(compareCommands([first, job('2', 's', 'unknown', null)], accepted)).toEqual({
    unaccounted: [],
    foreign: [],
  })
  expect(compareCommands([first, job('2', 's', 'stopped', null)], accepted).unaccounted).toEqual(['s'])
  expect(compareCommands([first], accepted).unaccounted).toEqual(['s'])
  expect(compareCommands([first, job('2', 's', 'finished', 'a')], accepted).foreign).toEqual(['a'])
  expect(compareCommands([first, job('2', 's', 'finished', 'x')], accepted).foreign).toEqual(['x'])
})
