/** An Electron event: `preventDefault()` is read back by whoever emitted it. */
export interface HostEvent {
  defaultPrevented: boolean
  preventDefault(): void
}

export function createEvent<T extends object>(fields?: T): HostEvent & T {
  const event: HostEvent = {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
  return Object.assign(event, fields)
}
