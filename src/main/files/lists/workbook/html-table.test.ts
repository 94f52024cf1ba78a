import iconv from 'iconv-lite'
import { expect, onTestFinished, test } from 'vitest'
import { createListHarness } from '#main/files/testing/lists.ts'
import { createScratchFolder } from '#main/storage/testing/journals.ts'

const LINK = 'https://shop.example.com/img'

/** What a shop system writes under the name of a workbook. */
async function readTable(rows: string, encoding = 'utf-8', said = encoding) {
  const { open, read } = createListHarness(createScratchFolder(onTestFinished))
  const html = `<html><head><meta charset="${said}"></head><body>\n<table border="1">${rows}</table></body></html>`
  const list = await open('products.xls', iconv.encode(html, encoding))
  const found = await read(list)
  return { suggested: list.suggested, rows: found.rows.map(({ text, labels }) => [text, labels]) }
}

// Would catch: a row that runs on the word "View", or on nothing, because the library drops what a cell of HTML leads to.
test('the links and pictures of an HTML table under the name of a workbook are its sources', async () => {
  const { suggested, rows } = await readTable(`
    <tr><th>SKU</th><th>Image</th></tr>
    <tr><td>A-1</td><td><a class="x" href="${LINK}/1.png?w=1&amp;h=2">View</a></td></tr>
    <TR><TD>A-2</TD><TD><b><A target=_blank HREF='${LINK}/2.png'>View <i>it</i></A></b></TD></TR>
    <tr><td>A-3</td><td><img alt="" src="${LINK}/3.png"/></td></tr>
    <tr><td>0000123</td><td>${LINK}/4.png</td></tr>`)
  expect(suggested).toBe(1)
  expect(rows).toEqual([
    [`${LINK}/1.png?w=1&h=2`, { SKU: 'A-1' }],
    [`${LINK}/2.png`, { SKU: 'A-2' }],
    [`${LINK}/3.png`, { SKU: 'A-3' }],
    [`${LINK}/4.png`, { SKU: '0000123' }],
  ])
})

// Would catch: a link that becomes part of a label, one of several that is lost, and a letter that is broken by the way there.
test('a cell keeps its text as a label, and all of its links as sources', async () => {
  const { rows } = await readTable(
    `<tr><th>Name</th><th>Images</th></tr>
     <tr><td><a href="https://shop.example.com/p/1">Größe 5</a></td>
     <td><a href="${LINK}/1.png">1</a><br><a href="${LINK}/2.png">2</a></td></tr>`,
  )
  expect(rows).toEqual([[`${LINK}/1.png|${LINK}/2.png`, { Name: 'Größe 5' }]])
})

// Would catch: names that are broken because the library takes every HTML for UTF-8.
test.each([
  ['windows-1252', 'windows-1252', 'Größe 5 für Füße'],
  ['Shift_JIS', 'shift_jis', '赤い靴のサイズ'],
  ['windows-1251', 'utf-8', 'Красные ботинки и красные туфли'],
])('an HTML table in %s that says it is %s is read', async (encoding, said, name) => {
  const { rows } = await readTable(
    `<tr><th>Name</th><th>Image</th></tr><tr><td>${name}</td><td>${LINK}/1.png</td></tr>`,
    encoding,
    said,
  )
  expect(rows).toEqual([[`${LINK}/1.png`, { Name: name }]])
})
