// The bounds of what comes from outside, each with its unit and its reason. Anything larger is refused or cut, with a message.

/** A server's clock is believed so far from ours, ms: a computer may be a day wrong, and time zones add two hours. */
export const MAX_BELIEVED_CLOCK_SKEW_MS = 26 * 3_600_000

/** The body of a status answer: a result. Larger ones do not fit into one array of bytes. */
export const MAX_RESULT_BYTES = 2_000_000_000
/** A result up to this size is held in memory and kept in the database; a larger one is a file from its first byte on. */
export const MAX_HELD_RESULT_BYTES = 256 * 1024
/** The body of every other answer that is a success: they have a few hundred bytes. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024
/** So much of a refusal is read: its words stand at the beginning, and nothing of it is kept. */
export const MAX_ERROR_BODY_BYTES = 1024 * 1024
/** All headers of an answer together. Storage services send the longest, of about 2 KB. */
export const MAX_HEADER_BYTES = 32 * 1024

/** An output file that is kept or saved: as much as the storages of the service take in one piece. */
export const MAX_OUTPUT_FILE_BYTES = 2 * 1024 ** 3
/** An output file that is shown: a card shows a small picture, and the window has to decode it. */
export const MAX_PREVIEW_BYTES = 32 * 1024 * 1024
/** A download may take so long in all, ms: a server that sends a byte now and then must not hold it for ever. */
export const MAX_DOWNLOAD_MS = 6 * 3_600_000
