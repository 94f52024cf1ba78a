import { expect, onTestFinished, test } from 'vitest'
import { cutLinkSecrets, cutSecrets } from './presigned-cut.ts'
import { isPresigned } from './presigned.ts'
import { recognisePaste } from './recognise.ts'
import {
  learnSecretParameters,
  listSecretParameters,
  parseSecretParameters,
  subscribeSecretParameters,
} from './secret-parameters.ts'

const LINK = 'https://dam.example/a.png?w=2&Grant-5=PLANTED'

// Would catch: a name that the person said, and that only some places know.
test('a link with a parameter that was said to be secret is one from then on, everywhere', () => {
  const [before] = recognisePaste(LINK, { apiKeys: [], cdnHosts: [] })
  expect(isPresigned(LINK)).toBe(false)
  expect(before?.recognition).not.toHaveProperty('note')
  learnSecretParameters([' grant-5 '])
  expect(isPresigned(LINK)).toBe(true)
  expect(isPresigned('https://dam.example/a.png#%67rant-5=PLANTED')).toBe(true)
  expect(isPresigned('https://dam.example/a.png?grant-55=3')).toBe(false)
  for (const cut of [cutLinkSecrets, cutSecrets]) {
    expect(cut(`see ${LINK}`)).toBe('see https://dam.example/a.png?…')
    expect(cut(`/run_workflow=id:w/${encodeURIComponent(LINK)}`)).not.toContain('PLANTED')
  }
  const [after] = recognisePaste(LINK, { apiKeys: [], cdnHosts: [] })
  expect(after?.recognition).toMatchObject({ kind: 'source', note: 'presigned' })
  expect(after?.text).not.toContain('PLANTED')
})

// Would catch: the thread of the Sandbox that is not told, or is told the same names again and again.
test('who listens hears of each new name once', () => {
  const heard: (readonly string[])[] = []
  onTestFinished(subscribeSecretParameters((names) => heard.push(names)))
  learnSecretParameters(['tkt', 'TKT2'])
  learnSecretParameters(['tkt', '', '  '])
  expect(heard).toEqual([['tkt', 'tkt2']])
  expect(listSecretParameters()).toEqual(expect.arrayContaining(['tkt', 'tkt2']))
})

// Would catch: a whole link typed into the field, of which no parameter ever has the name.
test.each([
  ['', []],
  ['grant', ['grant']],
  [' grant, X-My-Key  grant ', ['grant', 'X-My-Key']],
  ['https://dam.example/a?grant=1', null],
  ['grant=1', null],
  ['a'.repeat(101), null],
])('%j is read as %j', (typed, names) => {
  expect(parseSecretParameters(typed)).toEqual(names)
})
