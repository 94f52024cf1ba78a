import type { Entry } from './entry.ts'

/** Policy and signature, before anything is sent. */
export const policy = {
  'policy.expired': {
    message: 'The policy of this connection ended on {date}.',
    advice: 'Paste a newer policy and signature, or the app secret.',
  },
  'policy.endsSoon': {
    message: 'The policy of this connection ends on {date}.',
    advice: 'Paste a newer one before a long run.',
  },
  'policy.unreadable': {
    message: 'The policy is not readable: {reason}.',
    advice: 'Copy it again from where it was made.',
  },
  'policy.missingCall': {
    message: 'The policy does not allow {calls}.',
    advice: 'Make a policy with {needed}.',
  },
  'signature.malformed': {
    message: 'The signature is not 64 hexadecimal characters.',
    advice: 'Copy it again from where it was made.',
  },
} as const satisfies Record<string, Entry>
