// The bounds of what comes from outside, each with its unit and its reason. Anything larger is refused or cut, with a message.
// No request to the service follows a redirect: it is an answer like every other (src/main/filestack/http.ts, download.ts).

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
/** A server that names a longer wait is asked again after this time, ms: an answer must not stop a connection for a day. */
export const MAX_TOLD_WAIT_MS = 3_600_000
/** Words of a refusal are searched in so much of a body: they stand at its beginning, and searching a page takes time. */
export const MAX_MESSAGE_SCAN_BYTES = 65_536
/** A value of an answer that is parsed in main: a status is a word, and results are read in a thread. */
export const MAX_PARSED_VALUE_BYTES = 65_536
/** So deep a failure's words are looked for: the service nests them two or three deep. */
export const MAX_FAILURE_NESTING = 6

/** A download may take so long in all, ms: a server that sends a byte now and then must not hold it for ever. */
export const MAX_DOWNLOAD_MS = 6 * 3_600_000

/** Sources of one run: they are sent from the window to main in one piece, and every one of them is billed. */
export const MAX_RUN_SOURCES = 1_000_000
/** A source in UTF-16 units: twice the longest address that servers take. */
export const MAX_SOURCE_LENGTH = 16_384
/** The name of a label, in UTF-16 units: the head of a column. */
export const MAX_LABEL_NAME_LENGTH = 200
/** A label, in UTF-16 units: longer texts of a list are cut, since each job shows and searches its own. */
export const MAX_LABEL_LENGTH = 2000

/**
 * A row of a list, in UTF-16 units. Rows are read one at a time, so that this bounds the memory of a list of any length, and
 * the nesting of one in JSON: no row is deeper than it is long.
 */
export const MAX_LIST_ROW_LENGTH = 64 * 1024
/** A cell in quotes may go over so many lines; past that the quote was a mistake, and the rest of the list is no cell. */
export const MAX_LIST_ROW_LINES = 1000
/** Columns of a list: the person chooses among them, and nobody chooses among more. */
export const MAX_LIST_COLUMNS = 1000
/** All parts of a workbook, unpacked: a sheet of a million rows has some 300 MB. */
export const MAX_UNPACKED_WORKBOOK_BYTES = 1_500_000_000
/** The memory of a workbook's thread, MB: a sheet of a million rows takes 1.3 GB. */
export const MAX_WORKBOOK_MEMORY_MB = 3072
/** The memory of the thread of a text, MB: it holds a piece of it and the first rows, some 30 MB. */
export const MAX_TEXT_LIST_MEMORY_MB = 512
/**
 * Reading a workbook, or the next rows of a text, ms: a workbook of a million rows takes half a minute, two on a busy computer.
 * What takes longer is made to.
 */
export const MAX_LIST_READ_MS = 300_000

/** A picture of the person, by the service's documented limits: in bytes, and in pixels. */
export const MAX_PICTURE_BYTES = 256 * 1024 * 1024
export const MAX_PICTURE_PIXELS = 100_000_000
/** A film, by the service's documented limit, ms. */
export const MAX_VIDEO_MS = 10 * 60_000
/** Pixels of a picture that the window decodes for a thumbnail: each takes four bytes of its memory. */
export const MAX_DECODED_PIXELS = 50_000_000
/** Fetching a picture of a source from a foreign host, with all its redirects, ms; and how many of them are followed. */
export const MAX_FOREIGN_PICTURE_MS = 20_000
export const MAX_FOREIGN_REDIRECTS = 4
/** A picture on the CDN up to this size is fetched as it is; of a larger one, a copy of the size that is needed. */
export const MAX_WHOLE_PICTURE_BYTES = 1024 * 1024
/** A thumbnail that is kept of a picture. */
export const MAX_THUMBNAIL_BYTES = 1_000_000
/** Boxes at one level of a film: a file that names more was made to be read for ever. */
export const MAX_FILM_BOXES = 10_000
/** Reading the head of a film, ms: its length is only told, and nothing waits for it. */
export const MAX_FILM_READ_MS = 5000

/** The longest tag, in characters, and how many a job can have. */
export const MAX_TAG_LENGTH = 60
export const MAX_TAGS = 50
/** The longest note, in characters. */
export const MAX_NOTE_LENGTH = 4000
