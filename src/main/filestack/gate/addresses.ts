import { BlockList, isIP } from 'node:net'
import type { Hosts } from '#shared/model/connection.ts'

/** Addresses of this computer and of private networks. No address that an answer names may lead there. */
const PRIVATE_ADDRESSES = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE_ADDRESSES.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of [
  // An IPv4 address within an IPv6 one, in each of the ways there are: the machine may be asked for the inner one.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE_ADDRESSES.addSubnet(address, prefix, 'ipv6')

/** Addresses at which clouds give the credentials of a machine to whoever asks, also from within its private network. */
const METADATA_ADDRESSES = new BlockList()
METADATA_ADDRESSES.addSubnet('169.254.0.0', 16, 'ipv4')
METADATA_ADDRESSES.addAddress('100.100.100.200', 'ipv4')
METADATA_ADDRESSES.addAddress('192.0.0.192', 'ipv4')
METADATA_ADDRESSES.addSubnet('fe80::', 10, 'ipv6')
METADATA_ADDRESSES.addAddress('fd00:ec2::254', 'ipv6')
// The first ones within an IPv6 address; BlockList itself knows those behind `::ffff:`.
for (const prefix of ['::', '64:ff9b::']) METADATA_ADDRESSES.addSubnet(`${prefix}169.254.0.0`, 112, 'ipv6')
METADATA_ADDRESSES.addSubnet('2002:a9fe::', 32, 'ipv6')

/** Names that are never public. A name without a dot is one of the local network, too. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private)\.?$/i

/** Filestack's own domains: a connection with a host of its own may still be sent there by the service. */
const SERVICE_SITES: ReadonlySet<string> = new Set(['filestackapi.com', 'filestackcontent.com'])

/** Is this address (not a name) one of this computer or of a private network? */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && PRIVATE_ADDRESSES.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Is this address (not a name) one that gives the credentials of a machine away? */
export function isMetadataAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && METADATA_ADDRESSES.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Judged by its text alone: a private address, or a name that no public server has. */
export function isPrivateHost(hostname: string): boolean {
  const name = withoutBrackets(hostname)
  if (isIP(name) !== 0) return isPrivateAddress(name)
  return !name.includes('.') || PRIVATE_NAME.test(name)
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

function isLoopbackHost(hostname: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(hostname)
}

/** An http(s) URL whose host part is a plain host and port, read as the network reads it; null for anything else. */
export function parsePlainUrl(url: string): URL | null {
  if (!/^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#]|$)/i.test(url)) return null
  return URL.parse(url)
}

/** https to a public host; this computer for a connection that is there, a private network for one that is in one. */
export function mayReceiveFile(url: URL, own: URL): boolean {
  if (isLoopbackHost(url.hostname)) return isLoopbackHost(own.hostname)
  if (url.protocol !== 'https:') return false
  if (!isPrivateHost(url.hostname)) return true
  const isMetadata = isMetadataAddress(withoutBrackets(url.hostname))
  return isPrivateHost(own.hostname) && !isLoopbackHost(own.hostname) && !isMetadata
}

/** May policies and signatures of this connection go there? Only to its own sites and to Filestack's. */
export function mayReceiveCredentials(url: URL, hosts: Hosts): boolean {
  const own = [hosts.cdn, hosts.api, hosts.upload].flatMap((host) => parsePlainUrl(host) ?? [])
  if (own.some(({ origin }) => origin === url.origin)) return true
  return own.some((host) => mayReceiveFile(url, host)) && isOfSite(url, own)
}

function isOfSite(url: URL, own: readonly URL[]): boolean {
  const site = toSite(url.hostname)
  if (SERVICE_SITES.has(site)) return url.protocol === 'https:' && url.port === ''
  return own.some(({ hostname }) =>
    isLoopbackHost(url.hostname) ? isLoopbackHost(hostname) : toSite(hostname) === site,
  )
}

/** The last two labels, three under a country's second level (`co.uk`); an address is its own site. */
function toSite(hostname: string): string {
  if (isIP(withoutBrackets(hostname)) !== 0) return hostname
  const labels = hostname.toLowerCase().replace(/\.$/, '').split('.')
  const [top = '', second = ''] = labels.toReversed()
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join('.')
}
