import { expect, test } from 'vitest'
import { unwrapId } from './unwrap-id.ts'

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
