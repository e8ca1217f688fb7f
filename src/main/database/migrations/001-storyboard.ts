/** Projects, shots, takes and their tokens. */
import type { Migration } from './migration.ts'

export const storyboard: Migration = {
  version: 1,
  name: 'storyboard',
  migrate: (database) => {
    database.script(`
      CREATE TABLE pack (
        hash TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        version TEXT NOT NULL,
        layers TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE project (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        packId TEXT,
        presence TEXT NOT NULL DEFAULT 'kept',
        presenceAt INTEGER NOT NULL,
        openedSequence INTEGER NOT NULL,
        createdAt INTEGER NOT NULL,
        updatedAt INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX projectByOpening ON project (presence, openedSequence);

      CREATE TABLE shot (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        projectId TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
        orderKey TEXT NOT NULL,
        prompt TEXT NOT NULL,
        negativePrompt TEXT NOT NULL,
        notes TEXT NOT NULL,
        dialogue TEXT NOT NULL,
        durationSeconds REAL NOT NULL,
        chosenTakeId TEXT REFERENCES take (id) ON DELETE SET NULL,
        presence TEXT NOT NULL DEFAULT 'kept',
        presenceAt INTEGER NOT NULL,
        createdAt INTEGER NOT NULL,
        updatedAt INTEGER NOT NULL
      ) STRICT;
      -- Also holds the duration, so that a project's length is summed without reading shots.
      CREATE INDEX shotByOrder ON shot (projectId, presence, orderKey, id, durationSeconds);
      CREATE INDEX shotByChosenTake ON shot (chosenTakeId);

      -- Codes and sets of positions, once each: a child take shares with its parent what it did not change.
      CREATE TABLE blob (
        -- AUTOINCREMENT: history and backups name blobs by number, so a number is never given twice.
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL UNIQUE,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE take (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        projectId TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
        shotId TEXT NOT NULL REFERENCES shot (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        parentTakeId TEXT REFERENCES take (id) ON DELETE SET NULL,
        origin TEXT NOT NULL,
        prompt TEXT NOT NULL,
        negativePrompt TEXT NOT NULL,
        seed INTEGER NOT NULL,
        draw INTEGER NOT NULL,
        sampling TEXT NOT NULL,
        packHash TEXT NOT NULL REFERENCES pack (hash),
        name TEXT NOT NULL,
        starred INTEGER NOT NULL,
        rating INTEGER NOT NULL,
        presence TEXT NOT NULL DEFAULT 'kept',
        presenceAt INTEGER NOT NULL,
        createdAt INTEGER NOT NULL,
        UNIQUE (shotId, number)
      ) STRICT;
      CREATE INDEX takeByShot ON take (shotId, presence, number);
      CREATE INDEX takeByProject ON take (projectId, presence);
      CREATE INDEX takeByParent ON take (parentTakeId);

      CREATE TABLE layer (
        takeId TEXT NOT NULL REFERENCES take (id) ON DELETE CASCADE,
        layer INTEGER NOT NULL,
        tokens INTEGER NOT NULL,
        -- Null: the layer was there and was undone.
        codes INTEGER REFERENCES blob (id),
        masked INTEGER REFERENCES blob (id),
        locked INTEGER REFERENCES blob (id),
        stale INTEGER REFERENCES blob (id),
        maskedCount INTEGER NOT NULL,
        lockedCount INTEGER NOT NULL,
        staleCount INTEGER NOT NULL,
        PRIMARY KEY (takeId, layer)
      ) STRICT, WITHOUT ROWID;
    `)
  }
}
