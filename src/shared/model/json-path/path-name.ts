/** A JSON path that finds something in results, and what it finds in one of them. */
export interface PathName {
  readonly path: string
  readonly example: string
}
