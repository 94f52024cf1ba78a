/** A package that is a part of the app, as the build wrote it down. */
export interface ShippedLicence {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Empty where the package has none. */
  readonly text: string
}

/** Reads the list that the build put beside the page; empty while the page comes from the source. */
export async function loadLicences(): Promise<readonly ShippedLicence[]> {
  try {
    const answer = await fetch('/licences.json')
    return answer.ok ? ((await answer.json()) as readonly ShippedLicence[]) : []
  } catch {
    return []
  }
}
