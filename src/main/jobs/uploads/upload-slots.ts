import { createUploadSlots, type UploadSlotsOptions } from '#main/filestack/upload/upload-slots.ts'
import type { UploadSlots } from '#main/filestack/upload/transfer-api.ts'

/** The room of each connection, made when it is first asked for. */
export function createUploadSlotsByConnection(
  options: UploadSlotsOptions,
): (connectionId: string) => UploadSlots {
  const rooms = new Map<string, UploadSlots>()
  return (connectionId) => {
    const made = rooms.get(connectionId) ?? createUploadSlots(options)
    rooms.set(connectionId, made)
    return made
  }
}
