import { readFileSync } from 'node:fs'
import { throwIfMissing } from './throw-if-missing.ts'

/** An image as the PNG it came as; nothing is decoded. */
export class NativeImage {
  #png: Buffer

  constructor(png: Buffer) {
    this.#png = png
  }

  isEmpty = (): boolean => this.#png.length === 0
  toPNG = (): Buffer => this.#png
  toDataURL = (): string => `data:image/png;base64,${this.#png.toString('base64')}`
  setTemplateImage = (): void => undefined
  isTemplateImage = (): boolean => false

  /** From the PNG's header; 0 × 0 for any other format. */
  getSize(): { width: number; height: number } {
    const isPng = this.#png.length >= 24 && this.#png.toString('latin1', 1, 4) === 'PNG'
    return isPng
      ? { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) }
      : { width: 0, height: 0 }
  }
}

throwIfMissing('nativeImage', NativeImage.prototype)

const empty = (): NativeImage => new NativeImage(Buffer.alloc(0))

export const nativeImage = throwIfMissing('nativeImage', {
  createEmpty: empty,
  createFromBuffer: (buffer: Buffer): NativeImage => new NativeImage(buffer),
  createFromDataURL: (url: string): NativeImage =>
    new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
  createFromPath(path: string): NativeImage {
    try {
      return new NativeImage(readFileSync(path))
    } catch {
      return empty()
    }
  },
})
