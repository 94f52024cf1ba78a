/** Headers that make the page treat the bytes as a picture, whatever they are: never as a document with scripts. */
export const pictureHeaders = (type: string, length: number): Readonly<Record<string, string>> => ({
  'content-type': type,
  'content-length': String(length),
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
})
