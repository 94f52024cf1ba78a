import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from './redactor.ts'

const SECRET = 'K7+canary/secret==Ab'
const POLICY = 'eyJleHBpcnkiOjE3OTU0Nzg0MDAsImNhbGwiOlsicmVhZCJdfQ=='
const SIGNATURE = '428c3b32063f2081ec1ee3a703d05ce19883849adb4c90224367fe9707b3d808'
const SIGNED_QUERY = 'X-Amz-Credential=AKIACANARY&X-Amz-Signature=9f86d081884c7d659a2feaa0c55ad015canary'

function redactor(): ReturnType<typeof createRedactor> {
  const made = createRedactor()
  for (const secret of [SECRET, POLICY, SIGNATURE]) made.learn(secret)
  return made
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const base64url = (text: string): string => Buffer.from(text).toString('base64url')

/** The ways a secret gets into a text. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in small letters': (text) =>
    encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'within JSON': JSON.stringify,
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'as base64': base64,
  'as URL-safe base64': base64url,
  'as a name and password': (text) => `Basic ${base64(`user:${text}`)}`,
  'two bytes into base64': (text) => base64(`ab${text}more`),
}

// Would catch: a secret that reaches a log, an export or the screen because it was written another way.
test.each(Object.entries(ENCODINGS))('known secrets are cut %s', (_name, encode) => {
  const { redact } = redactor()
  for (const secret of [SECRET, POLICY, SIGNATURE]) {
    const written = encode(secret)
    const cut = redact(`before ${written} after`)
    // Of base64 the first and last characters belong to the neighbours, too.
    expect(cut).not.toContain(written.slice(2, -4).slice(0, 12))
    expect(cut).toMatch(/^before /)
    expect(cut).toMatch(/ after$/)
  }
})

// Would catch: what no connection knows going through: the policy the app signed itself, a link somebody pasted.
test('policies, signatures and signed links are cut unknown', () => {
  const { redactForeign } = createRedactor()
  const cut = [
    `GET https://cdn.filestackcontent.com/security=p:${POLICY},s:${SIGNATURE}/run_workflow=id:W/H`,
    `GET /KEY/security=policy:${POLICY},signature:${SIGNATURE}/workflow_status=job_id:J`,
    `https://www.filestackapi.com/api/file/H/metadata?policy=${POLICY}&signature=${SIGNATURE}`,
    `{"policy":"${POLICY}","signature":"${SIGNATURE}"}`,
    `source https://bucket.s3.amazonaws.com/a.png?${SIGNED_QUERY}`,
    `curl 'https://cdn.filestackcontent.com/K/run_workflow=id:W/${encodeURIComponent(`https://b.example/a?${SIGNED_QUERY}`)}'`,
    `/K/run_workflow=id:W/b64://${base64url(`https://b.example/b?${SIGNED_QUERY}`)}`,
    `next=${encodeURIComponent(encodeURIComponent(`https://b.example/c?${SIGNED_QUERY}`))}`,
    `/K/run_workflow=id:W/${encodeURIComponent(`https://name:AKIACANARY@b.example/d`)}`,
  ].map(redactForeign)
  const all = cut.join('\n')
  expect(all).not.toMatch(/eyJleHBp|428c3b32|AKIACANARY|9f86d081/)
  expect(all).not.toContain(base64url(`https://b.example/b?${SIGNED_QUERY}`).slice(20, 60))
  expect(all).toContain('run_workflow=id:W/H')
  expect(all).toContain('https://bucket.s3.amazonaws.com/a.png')
})

// Would catch: a log that names a secret after its connection got another one. Until now a replaced one was forgotten.
test('a replaced secret is cut as the new one is, in every form', () => {
  const made = createRedactor()
  made.learn('the+first secret')
  made.learn('the+second secret')
  for (const encode of [
    String,
    encodeURIComponent,
    base64,
    (text: string) => Buffer.from(text).toString('hex'),
  ])
    for (const secret of ['the+first secret', 'the+second secret'])
      expect(made.redact(`a ${encode(secret)} b`)).not.toContain(encode(secret))
})

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

// Would catch: data that is eaten because it looks like a secret. Until now each of these lost its end or was `…`.
test.each([
  `https://shop.example/img/${HASH}.jpg`,
  `https://shop.example/img/a.jpg?v=${HASH}`,
  `src://photos/${HASH}.jpg`,
  `/home/ann/${HASH}.jpg`,
  HASH,
  `sha256:${HASH}`,
  'Return policy: 30-days',
  'Signature: Collection',
  'signature=limited_edition',
  'Why? see the policy & the terms?',
  'eyJlbGx5ZmlzaC1pbi1hLWphcg',
  `${encodeURIComponent('https://shop.example/')}%FC%3Fsize%3D2`,
])('the own data of a person stays whole: %s', (text) => {
  expect(redactor().redact(text)).toBe(text)
})

// Would catch: the foreign rules lost with the mended ones; or a secret that stands where secrets stand left in own data.
test('looks count in foreign text, positions everywhere', () => {
  const { redact, redactForeign } = createRedactor()
  expect(redactForeign(`bad signature: ${HASH}`)).toBe('bad signature: …')
  expect(redactForeign(`{"policy":"${POLICY}"}`)).toBe('{"policy":"…"}')
  for (const cut of [redact, redactForeign]) {
    expect(cut(`/security=p:${POLICY},s:${HASH}/H`)).toBe('/H')
    expect(cut(`Why? https://a.example/b?policy=${POLICY}&signature=${HASH}&w=2`)).toBe(
      'Why? https://a.example/b?w=2',
    )
    expect(cut(`https://a.example/b?sig=${HASH}`)).toBe('https://a.example/b?…')
    expect(cut(`https%3A%2F%2Fa.example%2F%FC%3Fsig%3D${HASH}`)).toBe('…')
  }
})

// Would catch: a secret read as a pattern, or one that is a part of another uncovering the rest of it.
test('secrets are taken literally, the longest first', () => {
  const made = createRedactor()
  for (const secret of ['a.c*$(x', 'tokenA', 'tokenA-and-more']) made.learn(secret)
  expect(made.redact('abcc a.c*$(x tokenA-and-more tokenA')).toBe('abcc … … …')
})

// Would catch: an empty or tiny value turning every text into dots.
test('blanks and tiny values are not learnt', () => {
  const made = createRedactor()
  for (const secret of ['', '   ', 'ab']) made.learn(secret)
  expect(made.redact('about a table')).toBe('about a table')
})

// Would catch: a secret in a cause, a code, a stack or an object that was thrown instead of an error.
test('errors are cut through to their last cause', () => {
  const { redactError } = redactor()
  const cause = Object.assign(new Error(`refused ${SECRET}`), { code: 'ECONNREFUSED' })
  const error = new Error(`GET /security=p:${POLICY},s:${SIGNATURE}/x failed`, {
    cause: new AggregateError([cause], 'several'),
  })
  const text = redactError(error)
  expect(text).toMatch(/Error: GET .* failed/)
  expect(text).toContain('ECONNREFUSED')
  expect(text).toContain('redactor.test.ts')
  for (const thrown of [text, redactError({ token: SECRET }), redactError(SECRET)]) {
    expect(thrown).not.toMatch(/canary|eyJleHBp|428c3b32/)
  }
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  expect(redactError(circle)).toBe('[object Object]')
  expect(redactError(undefined)).toBe('undefined')
})

// Would catch: plain words of a log eaten, which makes people switch the redactor off.
test('texts without secrets stay as they are', () => {
  const { redactForeign: redact } = redactor()
  const words = fc.array(fc.lorem(), { maxLength: 5 }).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(fc.oneof(words, fc.uuid(), fc.ipV4()), (text) => {
      expect(redact(text)).toBe(text)
    }),
  )
  const encoded = encodeURIComponent('https://x.example/a.png?size=2')
  expect(redact(`/K/run_workflow=id:W/${encoded}`)).toBe(`/K/run_workflow=id:W/${encoded}`)
  const plain = 'job 7dba00f5-aee2-4f65-bd16-631e626b3c93 of https://x.example/a.png?size=2 took 918 ms'
  expect(redact(plain)).toBe(plain)
})

// Would catch: a redactor that stops the app on a large log, or on one made to be slow.
test.each([
  ['a log', '2026-11-24 12:00:00 info GET https://x.example/a?b=1 took 12 ms\n'],
  ['signed requests', `GET /K/security=p:${POLICY},s:${SIGNATURE}/run_workflow=id:W/H\n`],
  ['one long word', 'a'],
  ['a word of many hyphens', 'a-://'],
  ['endless beginnings of policies', '/security=p:aaaa'],
  ['endless links within links', 'https%3A%2F%2Fa%3Fb%3D'],
  ['the beginning of a secret', SECRET.slice(0, -1)],
])('a megabyte of %s takes no time', (_name, piece) => {
  const { redactForeign: redact } = redactor()
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
  // The processor's time: other programs on the machine do not count.
  const begun = process.cpuUsage()
  redact(text)
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1500)
})
