/** What the gate looks at of the frame that asks (Electron's `WebFrameMain`). */
export interface RequestingFrame {
  /** Null for the top frame. */
  readonly parent: unknown
  readonly origin: string
}

/** Who may ask: the top frame of our own origin, nobody else. A frame that is gone already is null. */
export function isAllowedFrame(frame: RequestingFrame | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin
}
