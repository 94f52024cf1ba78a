import { expect, test } from 'vitest'
import { readRunUrl } from './run-url.ts'

const ID = '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1102'

// Would catch: the address of a run that has to be taken apart by hand, or any link that is taken for one.
test.each([
  [
    `https://cdn.filestackcontent.com/AbCdEfGhIjKlMnOpQrStUz/run_workflow=id:${ID}/https://a.example/1.jpg`,
    { apiKey: 'AbCdEfGhIjKlMnOpQrStUz', workflowId: ID, origin: 'https://cdn.filestackcontent.com' },
  ],
  [
    `  http://127.0.0.1:4000/AbCdEfGhIjKlMnOpQrStUz/security=p:abc,s:def/run_workflow=id:${ID}/handle `,
    { apiKey: 'AbCdEfGhIjKlMnOpQrStUz', workflowId: ID, origin: 'http://127.0.0.1:4000' },
  ],
  ['https://shop.example/pictures/run_workflow.jpg', null],
  ['AbCdEfGhIjKlMnOpQrStUz', null],
])('%j is read as %j', (pasted, read) => {
  expect(readRunUrl(pasted)).toEqual(read)
})
