/** Marks a branch that no value can reach; a new union member then fails to compile where it is not handled. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
