const NAME = /^[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+\.?$/u
const NUMBER_AT_END = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/
const IP4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/

/** A host name with a dot, an IP address or `localhost`, in lower case: what a URL parser takes. */
export function isHost(host: string): boolean {
  if (host === 'localhost') return true
  if (host.startsWith('[')) return isIp6(host.slice(1, -1))
  return NUMBER_AT_END.test(host) ? IP4.test(host) : NAME.test(host)
}

function isIp6(text: string): boolean {
  const halves = text.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return false
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8
}
