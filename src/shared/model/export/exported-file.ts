/** What became of an export. */
export interface ExportedFile {
  /** The name of the file, without its folder. */
  readonly name: string
  readonly rows: number
  /** Results of which a path could not be read, or not wholly. */
  readonly unread: number
  /** Cells that are longer than the format can hold. */
  readonly cut: number
}
