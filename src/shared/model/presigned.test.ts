import { expect, test } from 'vitest'
import { cutPastedSecrets, cutSecrets } from './presigned-cut.ts'
import { isPresigned, shortenUrl } from './presigned.ts'
import { CDN, HANDLE, PADDED_POLICY, POLICY, SECURITY, SIGNATURE } from './recognise/table/becomes.ts'

// Would catch: a signed link that is stored in clear, or an ordinary one hidden behind `?…`.
test.each([
  ['https://b.s3.amazonaws.com/a?X-Amz-Signature=ab', true],
  ['https://b.s3.amazonaws.com/a?x-amz-signature=ab', true],
  ['https://b.example.com/a?x=1&sig=ab', true],
  ['https://b.example.com/a?x=1;Signature=ab', true],
  ['https://b.example.com/a?%73ig=ab', true],
  ['https://me@example.com/a', true],
  ['https://me:pw@example.com/a', true],
  ['https://example.com/a?x=1&signed=no', false],
  ['https://example.com/a#sig=ab', true],
  ['https://example.com/a#access_token=ab&type=bearer', true],
  ['https://example.com/a#section-2', false],
  ['https://b.blob.core.windows.net/c/a?sv=2024-05-04&se=2026-01-01&sr=b&sp=r&sig=ab', true],
  ['https://storage.googleapis.com/b/a?GoogleAccessId=x&Expires=1&Signature=ab', true],
  ['https://b.s3.amazonaws.com/a?AWSAccessKeyId=x&Expires=1', true],
  ['https://b.s3.amazonaws.com/a?X-Amz-Credential=x', true],
  ['https://b.oss-cn-hangzhou.aliyuncs.com/a?OSSAccessKeyId=x', true],
  ['https://b.cos.ap-beijing.myqcloud.com/a?q-sign-algorithm=sha1&q-ak=x', true],
  ['https://cdn.example.com/a?hdnts=exp=1~hmac=ab', true],
  ['https://cdn.example.com/a?verify=1&Key-Pair-Id=K1', true],
  ['https://api.example.com/a?apiKey=ab', true],
  ['https://api.example.com/a?api_key=ab', true],
  ['https://api.example.com/a?sessionid=ab', true],
  ['https://api.example.com/a?pwd=ab', true],
  ['https://api.example.com/a?authorization=ab', true],
  ['https://api.example.com/a?h=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', true],
  [`https://api.example.com/a?h=${'ab12'.repeat(16)}`, true],
  ['https://api.example.com/a?k=AbCdEf0123456789AbCdEf0123456789AbCdEf01', true],
  ['https://example.com/a?size=large&page=2&w=640', false],
  ['https://example.com/a?author=me&design=2&keyword=shoe&tokyo=1', false],
  ['https://example.com/a?v=3f2504e04f8911d39a0c0305e82c3301', false],
  ['https://example.com/a?name=a-very-long-file-name-of-somebody-who-likes-words', false],
  ['https://example.com/@me/a', false],
  ['https://example.com/sig=1', false],
  ['src://a/b?sig=ab', true],
  ['not a url', false],
])('%s signs itself: %s', (url, signed) => {
  expect(isPresigned(url)).toBe(signed)
})

// Would catch: a part of the query, the password or the fragment left in what is shown.
test('a shortened link has no query, no password and no fragment', () => {
  expect(shortenUrl('https://me:pw@example.com/a.png?sig=ab#c')).toBe('https://example.com/a.png?…')
  expect(shortenUrl('https://example.com/a.png')).toBe('https://example.com/a.png')
})

// Would catch: a bad line that the person cannot find again because a hash or a word in it looked like a secret; or a policy
// with its signature that stays on the screen because it stood in a sentence.
test.each([
  [`shoe 12 ${'9f86d081'.repeat(8)}`, `shoe 12 ${'9f86d081'.repeat(8)}`],
  ['see eyJlbGx5ZmlzaC1pbi1hLWphcg', 'see eyJlbGx5ZmlzaC1pbi1hLWphcg'],
  ['Return policy: 30-days, signature=limited_edition', 'Return policy: 30-days, signature=limited_edition'],
  [`use ${POLICY} and ${SIGNATURE} please`, 'use … and … please'],
  [`mail: ${CDN}/${SECURITY}/${HANDLE}`, `mail: ${CDN}/${HANDLE}`],
  ['mail: https://a.example/b?sig=PLANTED', 'mail: https://a.example/b?…'],
])('of the pasted line %s is shown %s', (line, shown) => {
  expect(cutPastedSecrets(line)).toBe(shown)
})

// Would catch: a secret in a log line, an error's detail or a copied command, wherever it stands in the text.
test.each([
  [`GET ${CDN}/${SECURITY}/${HANDLE} 403`, `GET ${CDN}/${HANDLE} 403`],
  [`"${CDN}/${HANDLE}?policy=${POLICY}&signature=${SIGNATURE}"`, `"${CDN}/${HANDLE}"`],
  [`${CDN}/${HANDLE}?a=1&policy=${POLICY}&signature=${SIGNATURE}&b=2`, `${CDN}/${HANDLE}?a=1&b=2`],
  [`policy ${POLICY} signature ${SIGNATURE}`, 'policy … signature …'],
  [`{"policy":"${PADDED_POLICY}","signature":"${SIGNATURE}"}`, '{"policy":"…","signature":"…"}'],
  [`security%3Dp%3A${POLICY}`, 'security%3Dp%3A…'],
  [
    `url=https%3A%2F%2Fcdn%2Fsecurity%3Dp%3A${POLICY}%2Cs%3A${SIGNATURE}%2F${HANDLE}`,
    `url=https%3A%2F%2Fcdn%2F${HANDLE}`,
  ],
  ['see https://b.example.com/a?X-Amz-Signature=ab now', 'see https://b.example.com/a?… now'],
  ['signature: 7df0536104cd', 'signature: …'],
  ['appSecret=KLMNOPQRSTUVW', 'appSecret=…'],
  [`${SIGNATURE}0`, '…'],
  // what is no secret stays
  [HANDLE, HANDLE],
  ['e3AbCdEfGhIjKlMnOpQr', 'e3AbCdEfGhIjKlMnOpQr'],
  ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['The policy of this connection ended.', 'The policy of this connection ended.'],
  [
    encodeURIComponent('see https://b.example/a.png?X-Amz-Signature=abc'),
    'see%20https%3A%2F%2Fb.example%2Fa.png%3F…',
  ],
])('%s', (text, cut) => {
  expect(cutSecrets(text)).toBe(cut)
})
