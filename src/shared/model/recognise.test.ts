import { describe, expect, test } from 'vitest'
import { sourceInputSchema } from '#shared/model/source-input.ts'
import { recognisePaste } from './recognise.ts'
import { TABLE } from './recognise.table.ts'
import {
  CDN,
  HANDLE,
  HANDLE_2,
  KNOWN_KEY,
  POLICY,
  SECURITY,
  SIGNATURE,
  WORKFLOW,
} from './recognise/table/becomes.ts'
import type { RecognitionContext } from './recognition.ts'

const CONTEXT: RecognitionContext = {
  apiKeys: [KNOWN_KEY],
  cdnHosts: ['cdn.acme.example', '127.0.0.1:8787'],
}
const read = (text: string) => recognisePaste(text, CONTEXT)

// Would catch: any wrong guess on a shape that people paste; each one is billed.
describe('the table of pasted shapes', () => {
  test.each(TABLE.map(([paste, ...becomes]) => ({ paste, becomes })))('$paste', ({ paste, becomes }) => {
    expect(read(paste).map((line) => line.recognition)).toEqual(becomes)
  })

  // Would catch: a table that shrinks below what was promised, or repeats itself.
  test('holds at least 400 different shapes', () => {
    expect(new Set(TABLE.map(([paste]) => paste)).size).toBe(TABLE.length)
    expect(TABLE.length).toBeGreaterThanOrEqual(400)
  })

  // Would catch: a recognised source that the request refuses, which would refuse the whole run.
  test('every source in it can be sent', () => {
    for (const [paste] of TABLE) {
      for (const { recognition } of read(paste)) {
        if (recognition.kind !== 'source' && recognition.kind !== 'perhaps') continue
        expect(sourceInputSchema.safeParse(recognition.source).success, paste).toBe(true)
      }
    }
  })

  // Would catch: a policy of the table that is kept anywhere, or a signature where one stands: by its name, or beside a policy.
  test('no policy or signature is left in the answer', () => {
    const bare = new RegExp(`^['"]?(?:${CDN}/)?${SIGNATURE}['"]?$`, 'i')
    for (const [paste] of TABLE) {
      if (paste.startsWith('https://example.com/') || bare.test(paste)) continue
      const kept = JSON.stringify(read(paste))
      expect(kept, paste).not.toContain(POLICY)
      expect(kept, paste).not.toMatch(new RegExp(`${SIGNATURE}(?!g)`, 'i'))
    }
  })
})

// Would catch: a window that hangs on one long word, or on a long run of the same sign.
test('long runs are read at once', () => {
  const began = performance.now()
  const runs = [
    'a',
    'A',
    'aA-',
    '"',
    '[',
    '.png',
    '，',
    '。',
    ' ',
    '%',
    'a=[',
    'a|',
    '1 ',
    'b64/',
    'http://a.bc/;',
  ]
  for (const run of runs)
    for (const start of ['', 'https://example.com/ä', `${CDN}/resize=`, '     1 ', 'src://a/'])
      read(start + run.repeat(16_000 / run.length))
  expect(performance.now() - began).toBeLessThan(15_000)
})

describe('lines', () => {
  // Would catch: line numbers that count only what was recognised, so that "line 4" is not where the person looks.
  test('are counted as in the paste, blank ones too', () => {
    const found = read(`\uFEFF${HANDLE}\r\n\r\n${HANDLE_2}, src://a/b\n\noops`)
    expect(found.map(({ line, text }) => [line, text])).toEqual([
      [1, HANDLE],
      [3, HANDLE_2],
      [3, 'src://a/b'],
      [5, 'oops'],
    ])
  })

  // Would catch: a source run twice because it was written in two ways, or a bad line told as a duplicate.
  test('that hold the same source point to the first', () => {
    const lines = [
      HANDLE,
      `${CDN}/${SECURITY}/${HANDLE}`,
      'src://a/b',
      'a/b',
      `"${HANDLE}"`,
      'oops',
      'oops',
      POLICY,
      POLICY,
    ]
    expect(read(lines.join('\n')).map((line) => line.duplicateOf)).toEqual([
      null,
      1,
      null,
      3,
      1,
      null,
      null,
      null,
      null,
    ])
  })

  // Would catch: two signed links to different files held for one, or a different query for the same.
  test('are the same only when the whole source is', () => {
    const signed = (name: string, date: number): string =>
      `https://b.example.com/${name}?X-Amz-Signature=${date}`
    const found = read([signed('a', 1), signed('a', 2), signed('a', 1)].join('\n'))
    expect(found.map((line) => line.duplicateOf)).toEqual([null, null, 1])
  })
})

describe('what is shown', () => {
  // Would catch: a signed link, a password or a security step on screen.
  test.each([
    ['https://b.example.com/a.png?X-Amz-Signature=beef', 'https://b.example.com/a.png?…'],
    ['https://me:pw@example.com/a.png', 'https://example.com/a.png'],
    [`${CDN}/${SECURITY}/${HANDLE}`, `${CDN}/${HANDLE}`],
    [
      `${CDN}/${SECURITY}/run_workflow=id:${WORKFLOW}/${HANDLE}`,
      `${CDN}/run_workflow=id:${WORKFLOW}/${HANDLE}`,
    ],
    [POLICY, '…'],
    [`see ${POLICY} and ${SIGNATURE}`, 'see … and …'],
    ['app secret: KLMNOPQRSTUVWXYZ2345678901', '…'],
    [KNOWN_KEY, '…'],
    // A hash in a file's name is no secret, and names that differ must be seen to differ.
    [`https://example.com/${SIGNATURE}.png`, `https://example.com/${SIGNATURE}.png`],
  ])('of %s', (paste, shown) => {
    expect(read(paste).map((line) => line.text)).toEqual([shown])
  })

  // Would catch: a line of megabytes handed to the list.
  test('of a long line is its beginning', () => {
    const [line] = read(`https://example.com/${'x'.repeat(20_000)}`)
    expect(line?.recognition).toEqual({ kind: 'bad', reason: 'tooLong' })
    expect(line?.text.length).toBe(2_000)
    expect(line?.text.startsWith('https://example.com/xxx')).toBe(true)
  })

  // Would catch: a long list on one line thrown away for the line's length.
  test('a long line of short items is read', () => {
    const handles = Array.from({ length: 1_000 }, (_, index) => `pR4oeS63QLmYIFNs${1000 + index}`)
    expect(read(JSON.stringify(handles)).length).toBe(1_000)
    expect(read(handles.join(',')).length).toBe(1_000)
  })
})
