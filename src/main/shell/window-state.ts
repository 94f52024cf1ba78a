import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const MINIMUM = { width: 900, height: 600 } as const
const INITIAL = { width: 1280, height: 800 } as const
/** So much of the title row must be on a display for a hand to reach it, px. */
const REACHABLE = { width: 120, height: 44 } as const

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

/** Where a window opens: as it was left, as far as the displays there are now allow. Without a place, the system chooses. */
export interface WindowPlace {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

/** What was kept; null when there is nothing readable. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Keeps it; a window opens without it just as well, so a full disk is no error here. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch {
    // Not kept: the next window opens at its initial place.
  }
}

/** Fits a kept state to the work areas of the displays there are. */
export function placeWindow(state: WindowState | null, workAreas: readonly Rectangle[]): WindowPlace {
  if (state === null) return { ...INITIAL, maximized: false }
  const area = workAreas.find((candidate) => isReachable(state, candidate))
  const largest = area ?? workAreas[0] ?? { x: 0, y: 0, ...INITIAL }
  const width = clamp(state.width, MINIMUM.width, largest.width)
  const height = clamp(state.height, MINIMUM.height, largest.height)
  const place = area === undefined ? {} : { x: state.x, y: state.y }
  return { ...place, width, height, maximized: state.maximized }
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const down = area.y + area.height - window.y
  return across >= REACHABLE.width && window.y >= area.y && down >= REACHABLE.height
}

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)))
