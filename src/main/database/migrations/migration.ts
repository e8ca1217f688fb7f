/** One numbered step of the schema. A step that has shipped is never changed; its data test stays green for ever. */
import type { WritableDatabase } from '../database.ts'

export interface Migration {
  /** The `user_version` after it: 1, 2, 3 … without gaps. */
  readonly version: number
  /** As in the file's name: `001-storyboard` is `storyboard`. */
  readonly name: string
  migrate(database: WritableDatabase): void
}
