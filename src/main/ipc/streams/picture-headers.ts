/** A picture, whatever it holds: shown in an `<img>` or decoded, never run as a document. */
export const pictureHeaders = (type: string, length: number): Readonly<Record<string, string>> => ({
  'content-type': type,
  'content-length': String(length),
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
})
