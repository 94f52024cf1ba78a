import { copyright, sfw } from './moderation.ts'
import { caption, documentArea, documentImage, ocr } from './documents.ts'
import { square, store, transforms } from './files.ts'
import { phishing, virus } from './safety.ts'
import { tags } from './tags.ts'
import type { Task } from './task.ts'
import { custom, videoSfw, videoTags } from './video.ts'

/** Every task a sample workflow may name. */
export const TASKS = {
  tags,
  sfw,
  copyright,
  caption,
  ocr,
  documentArea,
  documentImage,
  virus,
  phishing,
  transforms,
  square,
  store,
  videoSfw,
  videoTags,
  custom,
} as const satisfies Record<string, Task>

export type TaskName = keyof typeof TASKS

/** The tasks that can flag a source. */
export const FLAGGING_TASKS: readonly TaskName[] = ['sfw', 'copyright', 'virus', 'phishing', 'videoSfw']
