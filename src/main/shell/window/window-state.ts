import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const MIN_SIZE_PX = { width: 900, height: 600 } as const
const INITIAL_SIZE_PX = { width: 1280, height: 800 } as const
/** The part of the title row that must lie on a display, so that a person can reach it. */
const MIN_REACHABLE_PX = { width: 120, height: 44 } as const

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

/** Where a window opens: as it was left, as far as today's displays allow. Without `x` and `y` the system chooses. */
export interface WindowPlace {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

/** The state that was kept; null when there is none, or none that can be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Keeps the state. A window can open without it, so a full disk is no error here. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch {
    // Not kept: the next window opens at its initial place.
  }
}

/** Fits a kept state to the work areas of the displays that are connected. */
export function placeWindow(state: WindowState | null, workAreas: readonly Rectangle[]): WindowPlace {
  if (state === null) return { ...INITIAL_SIZE_PX, maximized: false }
  const area = workAreas.find((candidate) => isReachable(state, candidate))
  const largest = area ?? workAreas[0] ?? { x: 0, y: 0, ...INITIAL_SIZE_PX }
  const width = clamp(state.width, MIN_SIZE_PX.width, largest.width)
  const height = clamp(state.height, MIN_SIZE_PX.height, largest.height)
  const place = area === undefined ? {} : { x: state.x, y: state.y }
  return { ...place, width, height, maximized: state.maximized }
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const down = area.y + area.height - window.y
  return across >= MIN_REACHABLE_PX.width && window.y >= area.y && down >= MIN_REACHABLE_PX.height
}

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)))
