/**
 * Most storages give a part its MD5 as ETag. Where some parts show that they do, another ETag means other bytes than
 * those that lie on the disk now: the file was changed between two tries, in a way that nothing else shows.
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
