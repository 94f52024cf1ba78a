/** The text without the given characters at its end. A loop: an end-anchored expression is quadratic on long runs. */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
