/** Undo and redo: entries of reversible changes, and where each project stands among its own. */
import type { Migration } from './migration.ts'

export const history: Migration = {
  version: 2,
  name: 'history',
  migrate: (database) => {
    database.script(`
      CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        projectId TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        mark TEXT NOT NULL,
        gesture TEXT,
        at INTEGER NOT NULL,
        changes TEXT NOT NULL
      ) STRICT;
      CREATE INDEX historyByPosition ON history (projectId, position);

      -- Entries with a position up to this one are done, the others are undone.
      ALTER TABLE project ADD COLUMN historyPosition INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE project ADD COLUMN savedAt INTEGER NOT NULL DEFAULT 0;
      UPDATE project SET savedAt = updatedAt;
    `)
  }
}
