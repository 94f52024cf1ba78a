/**
 * Compares the ETags of stored parts with the MD5s of the file. Most storages use the MD5 of a part as its ETag. Where some parts
 * show that, another ETag means that the file was changed between two tries, in a way that nothing else shows.
 */
export class EtagCheck {
  #hasMd5 = false
  #hasOtherMd5 = false

  add(etag: string, md5Hex: string): void {
    if (etag === `"${md5Hex}"`) this.#hasMd5 = true
    else if (/^"[0-9a-f]{32}"$/.test(etag)) this.#hasOtherMd5 = true
  }

  get hasMismatch(): boolean {
    return this.#hasMd5 && this.#hasOtherMd5
  }
}
