import { createTransferRoom, type RoomOptions } from '#main/filestack/upload/room.ts'
import type { TransferRoom } from '#main/filestack/upload/transfer-api.ts'

/** The room of each connection, made when it is first asked for. */
export function createRooms(options: RoomOptions): (connectionId: string) => TransferRoom {
  const rooms = new Map<string, TransferRoom>()
  return (connectionId) => {
    const made = rooms.get(connectionId) ?? createTransferRoom(options)
    rooms.set(connectionId, made)
    return made
  }
}
