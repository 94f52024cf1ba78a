/** Full jitter: anywhere between 0 and `base · 2^failures`, at most `cap`. Milliseconds. */
export function fullJitter(random: () => number, failures: number, base = 1000, cap = 60_000): number {
  return random() * Math.min(cap, base * 2 ** failures)
}
