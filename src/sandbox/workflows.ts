import type { TaskName } from './results/index.ts'

/** A task of a workflow: its key in the results, and what it does. */
export interface WorkflowTask {
  readonly key: string
  readonly task: TaskName
}

export interface SampleWorkflow {
  readonly id: string
  readonly name: string
  /** Typical job length, ms. */
  readonly lengthMs: number
  readonly tasks: readonly WorkflowTask[]
}

export const MODERATION: SampleWorkflow = {
  id: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1101',
  name: 'Moderation',
  lengthMs: 1000,
  tasks: [
    { key: 'sfw_1571950225778', task: 'sfw' },
    { key: 'tags_1571950225779', task: 'tags' },
    // A task that a person renamed.
    { key: 'Rights check', task: 'copyright' },
  ],
}

export const TAGGING: SampleWorkflow = {
  id: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1102',
  name: 'Tagging',
  lengthMs: 920,
  tasks: [{ key: 'tags_1571950225779', task: 'tags' }],
}

export const DOCUMENT_TEXT: SampleWorkflow = {
  id: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1103',
  name: 'Document text',
  lengthMs: 3000,
  tasks: [
    { key: 'ocr_1572010400112', task: 'ocr' },
    { key: 'caption_1572010400240', task: 'caption' },
    { key: 'doc_detection_1572010400377', task: 'documentArea' },
  ],
}

export const VIRUS_SCAN: SampleWorkflow = {
  id: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1104',
  name: 'Virus scan',
  lengthMs: 2040,
  tasks: [
    { key: 'virus_detection_1548213592150', task: 'virus' },
    { key: 'phishing_detection_1548213592388', task: 'phishing' },
  ],
}

export const THUMBNAILS: SampleWorkflow = {
  id: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1105',
  name: 'Thumbnails',
  lengthMs: 1500,
  tasks: [
    { key: 'transforms_1573204811009', task: 'transforms' },
    { key: 'Small square', task: 'square' },
    { key: 'doc_detection_1573204811420', task: 'documentImage' },
    { key: 'store_1573204811777', task: 'store' },
  ],
}

export const VIDEO_REVIEW: SampleWorkflow = {
  id: '5b0f1a52-6c1d-4f0e-9a41-0d6c3a7e1106',
  name: 'Video review',
  lengthMs: 6000,
  tasks: [
    { key: 'video_sfw_1570438235001', task: 'videoSfw' },
    { key: 'video_tagging_1570438235164', task: 'videoTags' },
    // A task with a value of undocumented shape.
    { key: 'brand_check', task: 'custom' },
  ],
}

export const SAMPLE_WORKFLOWS: readonly SampleWorkflow[] = [
  MODERATION,
  TAGGING,
  DOCUMENT_TEXT,
  VIRUS_SCAN,
  THUMBNAILS,
  VIDEO_REVIEW,
]
