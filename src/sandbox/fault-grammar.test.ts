import { describe, expect, it } from 'vitest'
import { formatFault, parseFaults } from './fault-grammar.ts'
import { FAULT_KINDS } from './fault-kinds.ts'

const READ: readonly (readonly [string, object])[] = [
  ['500', { kind: '500' }],
  ['500@status:2', { kind: '500', on: 'status', count: 2 }],
  ['400@run:40:1%', { kind: '400', on: 'run', count: 40, probability: 0.01 }],
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
  ['500:1%:2', 'has to end in a count'],
  ['500:1:2%:3', 'has to end in a count'],
  ['slow', 'needs a duration'],
  ['slow:2parsecs', 'needs a duration'],
  ['big:10ms', 'needs a bytes'],
  ['limit:0', 'needs a number'],
]

describe('the fault grammar', () => {
  // Would catch: a fault that does not act as written.
  it.each(READ)('%s is read as written', (text, fault) => {
    expect(parseFaults(text)).toEqual({ ok: true, data: [fault] })
  })

  // Would catch: a fault that is listed as another one.
  it.each(READ)('%s is listed so that it reads back the same', (text) => {
    const read = parseFaults(text)
    if (!read.ok) throw new Error(read.error)
    expect(parseFaults(read.data.map(formatFault).join(','))).toEqual(read)
  })

  // Would catch: a typing error that silently means no fault.
  it.each(REFUSED)('%s is refused with a sentence', (text, sentence) => {
    const read = parseFaults(text)
    expect(read).toMatchObject({ ok: false, error: expect.stringContaining(sentence) as string })
  })

  // Would catch: a list of which only the first fault acts.
  it('every fault of a list is read', () => {
    const read = parseFaults(' 500@run:1 , slow:5ms ,')
    expect(read.ok && read.data.map(formatFault)).toEqual(['500@run:1', 'slow:5'])
  })

  // Would catch: a kind that the grammar cannot express.
  it('every kind of fault can be written', () => {
    for (const [kind, info] of Object.entries(FAULT_KINDS)) {
      const text = 'argument' in info ? `${kind}:1` : kind
      expect(parseFaults(text), text).toMatchObject({ ok: true })
    }
  })
})
