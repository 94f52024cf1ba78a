/** What the gate reads of the frame that makes a request (Electron's `WebFrameMain`). */
export interface RequestingFrame {
  /** Null for the top frame. */
  readonly parent: unknown
  readonly origin: string
}

/** Only the top frame of our own origin may make requests. A frame that is gone already is null. */
export function isAllowedFrame(frame: RequestingFrame | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin
}
