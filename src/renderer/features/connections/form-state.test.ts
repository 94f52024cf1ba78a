import { expect, test } from 'vitest'
import { DEFAULT_LIMITS, DEFAULT_STORE } from '#shared/model/connection-facts.ts'
import { connectionInputSchema, DEFAULT_HOSTS, type Connection } from '#shared/model/connection.ts'
import { validateForm, toFormState, toCnameHosts, toConnectionInput, type FormState } from './form-state.ts'

const POLICY = 'eyJleHBpcnkiOjE1Nzc4OTk4MDB9'
const SIGNATURE = '428c3b32063f2081ec1ee3a703d05ce19883849adb4c90224367fe9707b3d808'

const stored = (security: Connection['security']): Connection => ({
  id: 'c1',
  name: 'Shop',
  apiKey: 'At39kDB2eTYCbxuESgayWs',
  production: true,
  colour: 'red',
  hosts: DEFAULT_HOSTS,
  sourceEncoding: 'percent',
  store: DEFAULT_STORE,
  limits: DEFAULT_LIMITS,
  secretParameters: [],
  security,
  sandbox: false,
})
const withPolicy = stored({ kind: 'policy', expiry: 1_900_000_000, calls: null, available: true })
const withSecret = stored({ kind: 'secret', available: true })

const typed = (patch: Partial<FormState>, connection: Connection | null = null): FormState => ({
  ...toFormState(connection),
  name: 'Shop',
  apiKey: 'At39kDB2eTYCbxuESgayWs',
  ...patch,
})
const faulty = (form: FormState, connection: Connection | null = null): readonly string[] =>
  Object.keys(validateForm(form, connection))

// Would catch: a stored secret wiped because its field was left empty while the name was changed.
test('editing with empty secret fields keeps what is stored', () => {
  for (const connection of [withPolicy, withSecret]) {
    const form = typed({ name: 'New name' }, connection)
    expect(faulty(form, connection)).toEqual([])
    expect(toConnectionInput(form, connection)).toMatchObject({ id: 'c1', security: { kind: 'keep' } })
  }
})

// Would catch: “keep” sent for a kind of security that has nothing stored.
test('another kind of security needs its secret', () => {
  expect(faulty(typed({ security: 'secret' }, withPolicy), withPolicy)).toEqual(['appSecret'])
  expect(faulty(typed({ security: 'policy' }, withSecret), withSecret)).toEqual(['policy', 'signature'])
  expect(toConnectionInput(typed({ security: 'none' }, withPolicy), withPolicy).security).toEqual({
    kind: 'none',
  })
})

// Would catch: a stored secret that signs for a host that somebody typed later.
test('another host asks for the secret again', () => {
  for (const [connection, fields] of [
    [withSecret, ['appSecret']],
    [withPolicy, ['policy', 'signature']],
  ] as const) {
    const hosts = { ...connection.hosts, upload: 'https://upload.example.com' }
    expect(faulty(typed({ hosts }, connection), connection)).toEqual(fields)
    const same = { ...connection.hosts, upload: `${connection.hosts.upload}/` }
    expect(faulty(typed({ hosts: same }, connection), connection)).toEqual([])
  }
})

// Would catch: a new policy saved with the signature of the old one.
test('a new policy needs its signature, and the other way round', () => {
  expect(faulty(typed({ policy: POLICY }, withPolicy), withPolicy)).toEqual(['signature'])
  expect(faulty(typed({ signature: SIGNATURE }, withPolicy), withPolicy)).toEqual(['policy'])
})

// Would catch: a policy that nobody can read, or a cut signature, found out by a refused request.
test('an unreadable policy and a malformed signature are errors; an expired policy may be kept', () => {
  expect(faulty(typed({ security: 'policy', policy: 'nonsense', signature: 'abc' }))).toEqual([
    'policy',
    'signature',
  ])
  expect(faulty(typed({ security: 'policy', policy: POLICY, signature: SIGNATURE }))).toEqual([])
})

// Would catch: a host that the form takes and the app cannot use, or the other way round.
test.each([
  ['https://cdn.example.com', true],
  ['https://cdn.example.com/', true],
  ['http://127.0.0.1:8787', true],
  ['http://localhost:8787', true],
  ['http://cdn.example.com', false],
  ['https://cdn.example.com/path', false],
  ['https://user@cdn.example.com', false],
  ['cdn.example.com', false],
  ['https://cdn example.com', false],
  ['https://cdn.example.com\\a', false],
  ['https://cdn.example.com:8443', true],
  ['https://dateien.müller.example', true],
  ['', false],
])('the host %j can be saved: %s', (cdn, fine) => {
  const form = typed({ security: 'none', hosts: { ...DEFAULT_HOSTS, cdn } })
  expect(faulty(form)).toEqual(fine ? [] : ['hosts.cdn'])
})

// Would catch: a form that says all is well and a main process that refuses it.
test('main accepts everything that the form sends', () => {
  const forms = [
    typed({ appSecret: ' s3cret ' }),
    typed({ security: 'policy', policy: ` ${POLICY}\n`, signature: SIGNATURE }),
    typed({ security: 'none', hosts: { ...DEFAULT_HOSTS, cdn: 'https://cdn.example.com/' } }),
    typed({
      security: 'none',
      store: { location: 'gcs', path: ' uploads/ ', container: 'shop', region: '', access: 'private' },
      limits: { concurrency: '256', perSecond: '0.5', perRun: '5,000', perDay: '' },
    }),
  ]
  for (const form of forms)
    expect(connectionInputSchema.parse(toConnectionInput(form, null))).toEqual(toConnectionInput(form, null))
  expect(toConnectionInput(typed({ appSecret: ' s3cret ' }), null).security).toEqual({
    kind: 'secret',
    appSecret: 's3cret',
  })
})

// Would catch: a cap of NaN, which no count ever reaches; or “no cap” for a number with its thousands apart.
test('limits are saved as numbers, or as no limit', () => {
  const limits = { concurrency: '8', perSecond: '2.5', perRun: '10,000', perDay: ' ' }
  expect(faulty(typed({ security: 'none', limits }))).toEqual([])
  expect(toConnectionInput(typed({ security: 'none', limits }), null).limits).toEqual({
    concurrency: 8,
    perSecond: 2.5,
    perRun: 10_000,
    perDay: null,
  })
})

test.each([
  ['concurrency', ''],
  ['concurrency', '0'],
  ['concurrency', '257'],
  ['perSecond', '0'],
  ['perSecond', '1e3'],
  ['perRun', 'many'],
  ['perRun', '1.5'],
  ['perDay', '-1'],
  ['perDay', '1,50'],
])('%s of %j is an error and is not saved', (limit, text) => {
  const { limits } = typed({})
  expect(faulty(typed({ security: 'none', limits: { ...limits, [limit]: text } }))).toEqual([
    `limits.${limit}`,
  ])
})

// Would catch: a connection whose caps fall off when its name is changed.
test('editing keeps storage and limits', () => {
  const store = { ...DEFAULT_STORE, path: 'uploads/' }
  const limits = { concurrency: 4, perSecond: null, perRun: 100, perDay: 500 }
  const connection = { ...withSecret, store, limits }
  expect(toConnectionInput(typed({ name: 'New name' }, connection), connection)).toMatchObject({
    store,
    limits,
  })
})

// Would catch: names that are lost when the form is saved, or a link typed in their place that then protects nothing.
test('further secret parameters are saved as names; a link is no name', () => {
  const connection = { ...withSecret, secretParameters: ['grant', 'x-access'] }
  const form = typed({}, connection)
  expect(form.secretParameters).toBe('grant, x-access')
  expect(toConnectionInput({ ...form, secretParameters: 'grant tkt,tkt' }, connection)).toMatchObject({
    secretParameters: ['grant', 'tkt'],
  })
  expect(faulty({ ...form, secretParameters: 'https://a.example/?grant=1' }, connection)).toEqual([
    'secretParameters',
  ])
})

// Would catch: a domain typed with its prefix or scheme that becomes cdn.cdn.example.com.
test.each(['example.com', 'cdn.example.com', 'https://cdn.Example.com/'])(
  'the domain typed as %s fills the CDN and upload hosts',
  (cname) => {
    expect(toCnameHosts(cname, DEFAULT_HOSTS)).toEqual({
      cdn: 'https://cdn.example.com',
      api: DEFAULT_HOSTS.api,
      upload: 'https://upload.example.com',
    })
  },
)

test('a text that is no domain fills no hosts', () => {
  for (const cname of ['', 'example', 'exa mple.com', 'example.com/path'])
    expect(toCnameHosts(cname, DEFAULT_HOSTS)).toBeNull()
})
