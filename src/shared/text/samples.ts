/** What *Try 3 samples* adds: one source of each form. The Sandbox knows them all. */
export const SAMPLE_LINES = [
  'Q3pVxN7ySdGh2kLmT8Zw',
  'https://example.com/photos/harbour-at-dawn.jpg',
  'src://catalogue/shoes/red-sneaker.png',
] as const
