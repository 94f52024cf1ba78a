import { expect, test } from 'vitest'
import { readWrappedId, unwrapId } from './unwrap-id.ts'

const ID = '7dba00f5-aee2-4f65-bd16-631e626b3c93'

// Would catch: an id copied out of JSON, a table or a sentence that is refused for what stands around it.
test.each([
  ID,
  ` ${ID}\n`,
  `"${ID}",`,
  `'${ID}'`,
  `“${ID}”`,
  `[${ID}]`,
  `("${ID}")`,
  `\`${ID}\`;`,
  `<${ID}>`,
])('%s is the id', (pasted) => {
  expect(unwrapId(pasted)).toBe(ID)
})

// Would catch: a search for words in brackets that loses its brackets.
test('only a text that is an id loses what stands around it', () => {
  expect(readWrappedId(`["${ID}"],`)).toBe(ID)
  for (const text of [ID, '[draft]', '"two words 2026"', '(2026)']) expect(readWrappedId(text)).toBeNull()
})
