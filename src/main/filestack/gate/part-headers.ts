/** Headers that storages require with the bytes of a part. An answer may not choose any other header. */
const PART_HEADER =
  /^(?:authorization|cache-control|content-(?:md5|type|disposition|encoding|language)|x-(?:amz|goog|ms)-[a-z0-9-]{1,64})$/i
/** Signatures of storages. A password or a bearer token is never one. */
const STORAGE_SIGNATURE = /^(?:AWS4-HMAC-SHA256|AWS|GOOG4-[A-Z0-9-]+|GOOG1|SharedKey) \S/

/** May the answer to an upload put this header onto the request that carries a part? */
export function isPartHeader(name: string, value: string): boolean {
  if (!PART_HEADER.test(name)) return false
  return name.toLowerCase() !== 'authorization' || STORAGE_SIGNATURE.test(value)
}
