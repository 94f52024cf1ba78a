import { expect, test } from 'vitest'
import { pack } from '#shared/ipc/packed.ts'
import { NO_DRAFT, type KeptDraft, type KeptLine } from '#shared/model/kept-draft.ts'
import { ok } from '#shared/model/result.ts'
import { createDraftHandlers } from './draft.ts'

const line = (text: string, labels: KeptLine['labels'] = null): KeptLine => ({
  text,
  row: null,
  list: null,
  labels,
  ticked: false,
  asUrl: false,
})

function createDraftHarness() {
  let kept: KeptDraft = NO_DRAFT
  const walked: string[] = []
  const handlers = createDraftHandlers({
    draft: {
      get: () => kept,
      set: (draft) => {
        kept = draft
        return ok(null)
      },
      notice: null,
    },
    files: { get: (id) => (id === 'a-file' ? { path: '/pictures/a.jpg', size: 1, mtimeMs: 1 } : null) },
    walks: {
      begin: (paths) => {
        walked.push(...paths)
        return 'walk'
      },
    },
    connections: {
      isSecret: (text) => text === 'APPSECRETOFTHESHOP',
      holdsSecret: (text) => text.includes('APPSECRETOFTHESHOP'),
    },
    redact: (text) => text.replace('security=policy:p', 'security=policy:…'),
  })
  return { handlers, kept: () => kept, walked }
}

// Would catch: a signed link, an app secret or a policy that lies in clear in the data folder after a paste.
test('what carries a secret is not kept, and is counted', async () => {
  const { handlers, kept } = createDraftHarness()
  await handlers['draft.keep']({
    ...NO_DRAFT,
    lines: [
      line('https://shop.example/a.jpg'),
      line('https://bucket.example/a.jpg?X-Amz-Signature=abc'),
      line('APPSECRETOFTHESHOP'),
      line('https://cdn.filestackcontent.com/KEY/security=policy:p,signature:s/handle'),
      line('https://shop.example/b.jpg', { note: 'APPSECRETOFTHESHOP' }),
    ],
    typed: 'APPSECRETOFTHESHOP',
    workflowForm: { connectionId: 'c', id: 'APPSECRETOFTHESHOP', name: 'x' },
  })
  expect(kept()).toEqual({ ...NO_DRAFT, lines: pack([line('https://shop.example/a.jpg')]), left: 4 })
})

// Would catch: a prepared list that comes back without its rows, labels or ticks.
test('what is no secret is kept as it was', async () => {
  const { handlers, kept } = createDraftHarness()
  const lines = [{ ...line('two words', { SKU: 'A-1' }), row: 7, list: 'shop.csv', ticked: true }]
  const draft: KeptDraft = {
    ...NO_DRAFT,
    lines: pack(lines),
    files: ['/pictures/a.jpg'],
    fileNames: ['pictures/a.jpg'],
    fileOrder: [1],
    typed: 'half a han',
    workflowForm: { connectionId: 'c', id: 'captions', name: 'Cap' },
  }
  await handlers['draft.keep']({ ...draft, lines, files: ['a-file'] })
  expect(await handlers['draft.get'](undefined)).toEqual(ok(draft))
  expect(kept()).toEqual(draft)
})

// Would catch: a page that was taken over and has a private file walked at the next start, by naming its path.
test('a kept file is one that main has handed out; its path is main’s own', async () => {
  const { handlers, kept, walked } = createDraftHarness()
  const files = ['/home/me/.ssh/id_rsa', 'a-file']
  await handlers['draft.keep']({ ...NO_DRAFT, lines: [], files, fileOrder: [3, 7] })
  expect(kept()).toMatchObject({ files: ['/pictures/a.jpg'], fileNames: ['a.jpg'], fileOrder: [7] })
  expect(await handlers['draft.walkFiles'](undefined)).toEqual(ok({ walkId: 'walk' }))
  expect(walked).toEqual(['/pictures/a.jpg'])
})
