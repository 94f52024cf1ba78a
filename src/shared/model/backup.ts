/** What a backup that was written holds. */
export interface BackupReport {
  readonly files: number
  readonly bytes: number
}

/** What a backup brings that is restored. */
export interface RestoreReport {
  readonly files: number
  readonly jobs: number
  /** Jobs that waited when the backup was made, and are stopped now. */
  readonly stopped: number
}

/** How far a backup or a restore is. */
export interface BackupProgress {
  /** `check`: what was written is read back. */
  readonly step: 'write' | 'check' | 'read'
  readonly bytes: number
  readonly total: number
}
