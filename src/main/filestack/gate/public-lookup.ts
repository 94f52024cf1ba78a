import { lookup as lookupName } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPrivateAddress, isPrivateHost } from './addresses.ts'

/** The part of `dns.lookup` that is used. */
export type LookupAll = (
  hostname: string,
  options: { readonly all: true },
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: readonly { readonly address: string; readonly family: number }[],
  ) => void,
) => void

export const systemLookup: LookupAll = (hostname, options, callback) =>
  lookupName(hostname, options, callback)

/** Looks up names and leaves out the addresses that are refused: a public name may lead to this computer or its network. */
export function createFilteredLookup(
  lookup: LookupAll,
  isRefused: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const family = options.family === 4 || options.family === 6 ? options.family : null
      const open = addresses.filter(
        (found) => !isRefused(found.address) && (family === null || found.family === family),
      )
      const [first] = open
      if (first === undefined) {
        const blocked = Object.assign(new Error('no address that may be asked'), {
          code: 'ERR_PRIVATE_ADDRESS',
        })
        return callback(blocked, [])
      }
      return options.all === true ? callback(null, [...open]) : callback(null, first.address, first.family)
    })
  }
}

/** Is the host one of this computer or of a private network, by its look or by what its name leads to? */
export function resolvesPrivately(hostname: string, lookup: LookupAll): Promise<boolean> {
  if (isPrivateHost(hostname)) return Promise.resolve(true)
  return new Promise((resolve) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      resolve(
        error === null && addresses.length > 0 && addresses.every(({ address }) => isPrivateAddress(address)),
      )
    })
  })
}
