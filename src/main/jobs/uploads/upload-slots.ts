import { createUploadSlots, type UploadSlotsOptions } from '#main/filestack/upload/upload-slots.ts'
import type { UploadSlots } from '#main/filestack/upload/transfer-api.ts'

/** The upload slots of each connection, created when they are first asked for. */
export function createUploadSlotsByConnection(
  options: UploadSlotsOptions,
): (connectionId: string) => UploadSlots {
  const slotsByConnection = new Map<string, UploadSlots>()
  return (connectionId) => {
    const slots = slotsByConnection.get(connectionId) ?? createUploadSlots(options)
    slotsByConnection.set(connectionId, slots)
    return slots
  }
}
