import { describe, expect, it } from 'vitest'
import { faultText, parseFaults } from './fault-grammar.ts'
import { FAULT_KINDS } from './fault-kinds.ts'

const READ: readonly (readonly [string, object])[] = [
  ['500', { kind: '500' }],
  ['500@status:2', { kind: '500', on: 'status', count: 2 }],
  ['429@run:7.5%', { kind: '429', on: 'run', probability: 0.075 }],
  ['reset-after-accept+reused:1', { kind: 'reset-after-accept', connection: 'reused', count: 1 }],
  ['html@any+fresh+accepted', { kind: 'html', on: 'any', connection: 'fresh', accepted: true }],
  ['slow@status:1.5s:3', { kind: 'slow', on: 'status', argument: 1500, count: 3 }],
  ['slow:250', { kind: 'slow', argument: 250 }],
  ['skew:-24h', { kind: 'skew', argument: -86_400_000 }],
  ['limit:10', { kind: 'limit', argument: 10 }],
  ['big:100MB:1', { kind: 'big', argument: 100_000_000, count: 1 }],
  ['deep:10000', { kind: 'deep', argument: 10_000 }],
]

const REFUSED: readonly (readonly [string, string])[] = [
  ['nonsense', '“nonsense” is no fault'],
  ['toString', '“toString” is no fault'],
  ['500@nowhere', '“nowhere” is no endpoint'],
  ['500@run@status', 'is no endpoint'],
  ['500+late', '“late” is none of fresh, reused, accepted'],
  ['500:0', 'has to end in a count'],
  ['500:120%', 'has to end in a count'],
  ['500:1:2', 'has to end in a count'],
  ['slow', 'needs a duration'],
  ['slow:2parsecs', 'needs a duration'],
  ['big:10ms', 'needs a bytes'],
  ['limit:0', 'needs a number'],
]

describe('the fault grammar', () => {
  it.each(READ)('a fault that does not act as written: %s', (text, fault) => {
    expect(parseFaults(text)).toEqual({ ok: true, data: [fault] })
  })

  it.each(READ)('a fault that is listed as another one than it is: %s', (text) => {
    const read = parseFaults(text)
    if (!read.ok) throw new Error(read.error)
    expect(parseFaults(read.data.map(faultText).join(','))).toEqual(read)
  })

  it.each(REFUSED)('a typing error that silently means no fault: %s', (text, sentence) => {
    const read = parseFaults(text)
    expect(read).toMatchObject({ ok: false, error: expect.stringContaining(sentence) as string })
  })

  it('a list of which only the first fault acts', () => {
    const read = parseFaults(' 500@run:1 , slow:5ms ,')
    expect(read.ok && read.data.map(faultText)).toEqual(['500@run:1', 'slow:5'])
  })

  it('a kind that cannot be written', () => {
    for (const [kind, info] of Object.entries(FAULT_KINDS)) {
      const text = 'argument' in info ? `${kind}:1` : kind
      expect(parseFaults(text), text).toMatchObject({ ok: true })
    }
  })
})
