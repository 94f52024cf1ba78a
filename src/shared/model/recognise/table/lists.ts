import {
  bad,
  CDN,
  HANDLE,
  HANDLE_2,
  isAlias,
  isHandle,
  isListed,
  isUrl,
  isUuid,
  JOB,
  perhaps,
  SHORT_HANDLE,
  type Row,
} from './becomes.ts'

const A = 'https://example.com/a.png'
const B = 'https://example.com/b.png'
const bare = 'aliasWithoutScheme'
const both = [isHandle(HANDLE), isHandle(HANDLE_2)] as const

/** Several lines, and several items on one line. */
export const LISTS: readonly Row[] = [
  // nothing
  [''],
  ['   \n\t\n'],
  ['\uFEFF'],
  ['\u200B\n\u200B'],
  ['---'],
  ['[\n]'],
  // lines
  [`${HANDLE}\r\n${HANDLE_2}\r\n`, ...both],
  [`${HANDLE}\r${HANDLE_2}`, ...both],
  [`${HANDLE}\u2028${HANDLE_2}`, ...both],
  [`\n\n${HANDLE}\n\n\n${HANDLE_2}\n`, ...both],
  [`# sources\n${HANDLE}`, bad('hasSpaces'), isHandle(HANDLE)],
  // items of one line, each clearly a source
  [`${HANDLE},${HANDLE_2}`, ...both],
  [`${HANDLE}, ${HANDLE_2}`, ...both],
  [`${HANDLE}; ${HANDLE_2}`, ...both],
  [`${HANDLE}\t${HANDLE_2}`, ...both],
  [`${HANDLE} ${HANDLE_2}`, ...both],
  [`"${HANDLE}" "${HANDLE_2}"`, ...both],
  [`${A} ${B}`, isUrl(A), isUrl(B)],
  [`${A},${B}`, isUrl(A), isUrl(B)],
  [`${A};${B}`, isUrl(A), isUrl(B)],
  [`${A}?x=1,${B}`, isUrl(`${A}?x=1`), isUrl(B)],
  [`${A}, ${HANDLE}, src://catalogue/a.png`, isUrl(A), isHandle(HANDLE), isAlias('catalogue', 'a.png')],
  [`src://a/b.png src://c/d.png`, isAlias('a', 'b.png'), isAlias('c', 'd.png')],
  [`${CDN}/${HANDLE},${CDN}/${HANDLE_2}`, isHandle(HANDLE, 'fromCdnUrl'), isHandle(HANDLE_2, 'fromCdnUrl')],
  [`${HANDLE} ${JOB}`, isHandle(HANDLE), isUuid(JOB)],
  [
    `catalogue/a.png\tcatalogue/b.png`,
    isAlias('catalogue', 'a.png', bare),
    isAlias('catalogue', 'b.png', bare),
  ],
  [
    `"catalogue/a.png","catalogue/b.png"`,
    isAlias('catalogue', 'a.png', bare),
    isAlias('catalogue', 'b.png', bare),
  ],
  [`${HANDLE}, ${SHORT_HANDLE}`, isHandle(HANDLE), perhaps(SHORT_HANDLE)],
  [`${HANDLE},,${HANDLE_2},`, ...both],
  // as Chinese and Japanese separate
  [`${A}，${B}`, isUrl(A), isUrl(B)],
  [`${A}； ${B}`, isUrl(A), isUrl(B)],
  [`${A}、${B}。`, isUrl(A), isUrl(B)],
  [`${A}。`, isUrl(A)],
  ['src://catalogue/红，蓝.png', isAlias('catalogue', '红，蓝.png')],
  // nothing between them: where one ends is a guess
  [`${A}${B}`, bad('badUrl')],
  [`https://proxy.example/${A}`, isUrl(`https://proxy.example/${A}`)],
  // not clear: the line stays one
  [`${A} ${SHORT_HANDLE}`, bad('hasSpaces')],
  [`${HANDLE} cat`, bad('hasSpaces')],
  [`SKU-1\t${A}`, bad('hasSpaces')],
  [`"SKU-1","${A}"`, bad('notASource')],
  [`catalogue/a.png, catalogue/b.png`, bad('hasSpaces')],
  [`${A}?ids=${HANDLE},${HANDLE_2}`, isUrl(`${A}?ids=${HANDLE},${HANDLE_2}`)],
  ['internationalization standardization', bad('hasSpaces')],
  // what tools of cloud storage print
  ['2026-11-24 10:12:13       1234 shoes/a b.png', isListed('shoes/a b.png')],
  ['2026-11-24 10:12:13    1.2 MiB a.png', isListed('a.png')],
  ['2026-11-24 10:12:13   12 Bytes a.png', isListed('a.png')],
  [
    '                           PRE shoes/\n2026-11-24 10:12:13       1234 a.png\n\nTotal Objects: 1\n   Total Size: 1234',
    isListed('a.png'),
  ],
  ['gs://bucket/shoes/a.png', isListed('shoes/a.png')],
  ['s3://bucket/shoes/a b.png', isListed('shoes/a b.png')],
  ['gs://bucket/a.png\ngs://bucket/b.png', isListed('a.png'), isListed('b.png')],
  ['gs://bucket/a.png#1700000000000001', isListed('a.png')],
  ['gs://bucket/shoes/:\ngs://bucket/shoes/a.png', isListed('shoes/a.png')],
  [
    '   1234  2026-11-24T10:12:13Z  gs://bucket/a.png\nTOTAL: 1 objects, 1234 bytes (1.21 KiB)',
    isListed('a.png'),
  ],
  ['gs://bucket/shoes/', bad('unsupportedScheme')],
  ['     1234 shoes/a b.png', isListed('shoes/a b.png')],
  ['     1234 2026-11-24 10:12:13.123456789 shoes/a.png', isListed('shoes/a.png')],
  ['2026-11-24 10:12         1234  s3://bucket/shoes/a.png', isListed('shoes/a.png')],
  ['[2026-11-24 10:12:13 UTC] 1.2KiB STANDARD shoes/a.png', isListed('shoes/a.png')],
  ['[2026-11-24 10:12:13 CET]   982B a.png', isListed('a.png')],
  ['s3://bucket', bad('unsupportedScheme')],
  // files with their links, as Airtable exports them; no link of a sentence, and none that is lost
  [`a.png (${A})`, isUrl(A)],
  [`red shoe.png (${A}),b, c.jpg (${B})`, isUrl(A), isUrl(B)],
  [`see this (${A})`, bad('hasSpaces')],
  [`https://example.com/c.png (${A})`, isUrl('https://example.com/c.png'), isUrl(A)],
  [`a.png (${A}) and more`, bad('hasSpaces')],
  // lists in brackets: each item by itself
  [`["${HANDLE}","${HANDLE_2}"]`, ...both],
  [`["${HANDLE}", "oops"]`, isHandle(HANDLE), bad('notASource')],
  [`['${HANDLE}', '${HANDLE_2}']`, ...both],
  [`[${HANDLE}, ${HANDLE_2}]`, ...both],
  [`["https:\\/\\/example.com\\/a.png","${B}"]`, isUrl(A), isUrl(B)],
  [`[\n  "${HANDLE}",\n  "${HANDLE_2}"\n]`, ...both],
  [`["${HANDLE}",\n"${HANDLE_2}"]`, ...both],
  [`["${HANDLE}"]`, isHandle(HANDLE)],
  [
    `{\n  "handle": "${HANDLE}",\n  "url": "${CDN}/${HANDLE_2}"\n}`,
    isHandle(HANDLE),
    isHandle(HANDLE_2, 'fromCdnUrl'),
  ],
]
