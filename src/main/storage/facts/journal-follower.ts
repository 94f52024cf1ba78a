import type { FactsProgress } from '#shared/model/facts/index.ts'
import { Follower } from './follower.ts'
import { PathFollower } from './path-follower.ts'

/** Brings everything along that is made from the journal: the values of paths first, since somebody waits for them. */
export class JournalFollower {
  readonly #facts: Follower
  readonly #paths: PathFollower

  constructor(folder: string) {
    this.#facts = new Follower(folder)
    this.#paths = new PathFollower(folder)
  }

  /** Has the values of these paths kept. Throws what SQLite or the disk says. */
  want(paths: readonly string[]): void {
    this.#paths.want(paths)
  }

  /** Reads some results. False when there are no more. Throws what SQLite or the disk says. */
  followSome(): boolean {
    return this.#paths.followSome() || this.#facts.followSome()
  }

  progress(): FactsProgress {
    return { ...this.#facts.progress(), paths: this.#paths.progress() }
  }

  close(): void {
    this.#facts.close()
    this.#paths.close()
  }
}
