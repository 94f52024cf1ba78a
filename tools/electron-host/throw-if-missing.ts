// What the host does not implement must fail by name, never by silence: a lookup that finds nothing throws.
import { EventEmitter } from 'node:events'

/** Names that JavaScript itself asks of any object (await, JSON.stringify). */
const ASKED_OF_ANYTHING = new Set(['then', 'toJSON'])

/** A prototype that goes last in a chain and throws for every name it does not know. */
function lastPrototype(api: string, known: object): object {
  return new Proxy(known, {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, receiver)
      if (ASKED_OF_ANYTHING.has(key)) return undefined
      throw new Error(`electron host: ${api}.${key} is not implemented`)
    },
  })
}

/** Gives a plain API object the throwing prototype. */
export function loud<T extends object>(api: string, object: T): T {
  Object.setPrototypeOf(object, lastPrototype(api, Object.prototype))
  return object
}

/** A base class for APIs that emit: EventEmitter, then the throwing prototype. */
export function loudEmitter(api: string): typeof EventEmitter {
  class LoudEmitter extends EventEmitter {}
  Object.setPrototypeOf(LoudEmitter.prototype, lastPrototype(api, EventEmitter.prototype))
  return LoudEmitter as typeof EventEmitter
}
