// An API that the host does not implement throws an error with its name, instead of being silently undefined.
import { EventEmitter } from 'node:events'

/** JavaScript itself looks these up on any object (await, JSON.stringify). */
const PROBED_NAMES = new Set(['then', 'toJSON'])

/** The last prototype of a chain: throws for every name that it does not know. */
function lastPrototype(api: string, known: object): object {
  return new Proxy(known, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, receiver)
      if (PROBED_NAMES.has(key)) return undefined
      throw new Error(`electron host: ${api}.${key} is not implemented`)
    },
  })
}

/** Gives a plain API object the throwing prototype. */
export function throwIfMissing<T extends object>(api: string, object: T): T {
  Object.setPrototypeOf(object, lastPrototype(api, Object.prototype))
  return object
}

/** A base class for APIs that emit: EventEmitter, then the throwing prototype. */
export function createThrowingEmitter(api: string): typeof EventEmitter {
  class ThrowingEmitter extends EventEmitter {}
  Object.setPrototypeOf(ThrowingEmitter.prototype, lastPrototype(api, EventEmitter.prototype))
  return ThrowingEmitter as typeof EventEmitter
}
