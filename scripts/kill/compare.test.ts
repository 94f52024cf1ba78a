import { expect, it } from 'vitest'
import { compareJournal } from './compare.ts'

const job = (id: string, state: string, jobid: string | null) => ({ id, state, jobid, asked: `s${id}` })
const run = (id: string, jobid: string) => ({ source: `s${id}`, jobid })

// Would catch: a kill test that is green whatever happens.
it('lost ids, double starts, invented ids and jobs that never ended are found', () => {
  const sound = compareJournal(
    [job('1', 'finished', 'a'), job('2', 'unknown', null), job('3', 'unknown', null)],
    [run('1', 'a'), run('2', 'b')],
  )
  expect(sound).toMatchObject({
    known: 1,
    behindUnknown: 1,
    unknown: 2,
    lost: [],
    doubles: [],
    foreign: [],
    open: [],
  })
  expect(compareJournal([job('1', 'ready', null)], [run('1', 'a')])).toMatchObject({
    lost: ['s1'],
    open: ['1'],
  })
  expect(compareJournal([job('1', 'finished', 'b')], [run('1', 'a'), run('1', 'b')]).doubles).toEqual(['s1'])
  expect(compareJournal([job('1', 'finished', 'x')], []).foreign).toEqual(['x'])
  expect(compareJournal([job('1', 'failed', 'a'), job('2', 'failed', 'a')], [run('1', 'a')]).foreign).toEqual(
    ['a'],
  )
})
