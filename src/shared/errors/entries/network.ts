import type { Entry } from './entry.ts'

/** The network, and the clock as the network sees it. */
export const network = {
  'network.unreachable': {
    message: 'No connection to {host}.',
    advice: 'Check the network; nothing was sent.',
  },
  'network.timeout': {
    message: '{host} did not answer in time.',
    advice: 'Check the network and try again.',
  },
  'network.lost': {
    message: 'The connection broke before an answer came.',
    advice: 'Check the network and try again.',
  },
  'network.certificate': {
    message: 'No secure connection to {host}: its certificate was not accepted.',
    advice: 'Check the hosts of this connection; nothing was sent.',
  },
  'network.checkKept': {
    message: 'NODE_TLS_REJECT_UNAUTHORIZED is set. It is ignored: certificates are checked.',
    advice: 'Give a certificate of your own to the system, or name its file in NODE_EXTRA_CA_CERTS.',
  },
  'network.notPrinted': {
    message: '{variable} is set. What Flowbench sends is not printed: its paths hold signatures.',
    advice: 'Remove it where it is not needed.',
  },
  'network.keysWritten': {
    message:
      'Node was told to write the keys of all connections to a file (--tls-keylog). Nothing is started.',
    advice: 'Remove the option from NODE_OPTIONS: who has the file can read policies and results.',
  },
  'network.proxy': {
    message: 'The proxy did not lead to {host}.',
    advice: 'Check the proxy of this computer; nothing was sent.',
  },
  'network.blocked': {
    message: 'A request to {host} was not sent: {reason}.',
    advice: 'Check the hosts of this connection; if they are right, tell the support of the service.',
  },
  'network.proxyKind': {
    message: 'The proxy of this computer is of a kind that Flowbench cannot use (SOCKS).',
    advice: 'Set an HTTP proxy for {host}, or let this computer reach it directly; nothing was sent.',
  },
  'network.badAddress': {
    message: 'No request can be sent to “{host}”: this address cannot be used.',
    advice: 'Check the hosts of this connection; nothing was sent.',
  },
  'network.cancelled': { message: 'The request was called off.', advice: '' },
  'clock.behind': {
    message: 'The clock of this computer is {by} behind {host}.',
    advice: 'Set the clock: times shown here are wrong, and policies may be refused.',
  },
  'clock.ahead': {
    message: 'The clock of this computer is {by} ahead of {host}.',
    advice: 'Set the clock: times shown here are wrong, and policies may be refused.',
  },
  'network.offline': { message: 'This computer is offline.', advice: 'Connect to the network.' },
} as const satisfies Record<string, Entry>
