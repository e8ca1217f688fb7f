/** Search of takes by any part of prompt or name, in any script: trigrams, kept in step by triggers. */
import type { Migration } from './migration.ts'

export const search: Migration = {
  version: 4,
  name: 'search',
  migrate: (database) => {
    database.script(`
      CREATE VIRTUAL TABLE takeText USING fts5 (
        prompt, name, content = 'take', content_rowid = 'sequence', tokenize = 'trigram'
      );
      INSERT INTO takeText (takeText) VALUES ('rebuild');

      -- Words of one or two letters have no trigram: they are looked for here, without reading the takes themselves.
      CREATE INDEX takeByText ON take (projectId, presence, sequence, starred, rating, prompt, name);

      CREATE TRIGGER takeTextAfterInsert AFTER INSERT ON take BEGIN
        INSERT INTO takeText (rowid, prompt, name) VALUES (new.sequence, new.prompt, new.name);
      END;
      CREATE TRIGGER takeTextAfterDelete AFTER DELETE ON take BEGIN
        INSERT INTO takeText (takeText, rowid, prompt, name) VALUES ('delete', old.sequence, old.prompt, old.name);
      END;
      CREATE TRIGGER takeTextAfterUpdate AFTER UPDATE OF prompt, name ON take BEGIN
        INSERT INTO takeText (takeText, rowid, prompt, name) VALUES ('delete', old.sequence, old.prompt, old.name);
        INSERT INTO takeText (rowid, prompt, name) VALUES (new.sequence, new.prompt, new.name);
      END;
    `)
  }
}
