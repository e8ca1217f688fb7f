/** Jobs, the tokens they have so far, measured speeds; assets; settings. */
import type { Migration } from './migration.ts'

export const queue: Migration = {
  version: 3,
  name: 'queue',
  migrate: (database) => {
    database.script(`
      CREATE TABLE job (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        request TEXT NOT NULL,
        -- What the request meant when it was made: a prompt that is edited later does not change a job.
        inputs TEXT NOT NULL,
        -- The pack whose tokens the chunks are; chunks of another one are useless.
        packHash TEXT,
        projectId TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        -- Waiting jobs run in ascending order.
        place REAL NOT NULL,
        done INTEGER NOT NULL,
        total INTEGER NOT NULL,
        unit TEXT NOT NULL,
        layer INTEGER,
        errorKind TEXT,
        errorMessage TEXT,
        result TEXT,
        attempts INTEGER NOT NULL,
        -- Starts since the last stored progress: a job that takes the studio down each time is not tried for ever.
        fruitlessStarts INTEGER NOT NULL,
        createdAt INTEGER NOT NULL,
        startedAt INTEGER,
        finishedAt INTEGER
      ) STRICT;
      CREATE INDEX jobByState ON job (state, place, sequence);
      CREATE INDEX jobByProject ON job (projectId);

      -- What a running job has made so far, in order; gone when the job is done.
      CREATE TABLE jobChunk (
        jobSequence INTEGER NOT NULL REFERENCES job (sequence) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        takeIndex INTEGER NOT NULL,
        layer INTEGER NOT NULL,
        -- Pairs of 32-bit little-endian position and code; null: this is the mask of the layer.
        tokens BLOB,
        masked TEXT,
        PRIMARY KEY (jobSequence, number)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE speed (
        key TEXT PRIMARY KEY,
        unitsPerSecond REAL NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE asset (
        id TEXT PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        bytes INTEGER NOT NULL,
        mediaType TEXT NOT NULL,
        name TEXT NOT NULL,
        createdAt INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE projectAsset (
        projectId TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
        assetId TEXT NOT NULL REFERENCES asset (id),
        PRIMARY KEY (projectId, assetId)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX projectAssetByAsset ON projectAsset (assetId);
      ALTER TABLE take ADD COLUMN assetId TEXT REFERENCES asset (id);
      CREATE INDEX takeByAsset ON take (assetId);

      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  }
}
