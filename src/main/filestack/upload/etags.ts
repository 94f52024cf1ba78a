/**
 * Most storages give a part its MD5 as ETag. Where some parts show that they do, another ETag means other bytes than
 * those that lie on the disk now: the file was changed between two tries, in a way that nothing else shows.
 */
export class Etags {
  #same = false
  #other = false

  see(etag: string, md5Hex: string): void {
    if (etag === `"${md5Hex}"`) this.#same = true
    else if (/^"[0-9a-f]{32}"$/.test(etag)) this.#other = true
  }

  get disagree(): boolean {
    return this.#same && this.#other
  }
}
