/**
 * The portable project file, `.hitvideo`: one SQLite database with exactly these tables and nothing else. Described in
 * `docs/formats.md`. A change of any statement is a new format version.
 */

/** `application_id` of the file: "HiTV". */
export const applicationId = 0x48695456

/** `user_version` of the file: the newest format this build reads and writes. */
export const formatVersion = 1

/** Largest piece of an asset in one row. */
export const assetPieceBytes = 1024 * 1024

/** The tables, each as its `CREATE TABLE` statement must stand in the file, letter by letter. */
export const tables = {
  project: `CREATE TABLE project (
  name TEXT NOT NULL,
  packId TEXT,
  createdAt INTEGER NOT NULL,
  exportedAt INTEGER NOT NULL
) STRICT`,
  pack: `CREATE TABLE pack (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  layers TEXT NOT NULL
) STRICT`,
  shot: `CREATE TABLE shot (
  number INTEGER PRIMARY KEY,
  prompt TEXT NOT NULL,
  negativePrompt TEXT NOT NULL,
  notes TEXT NOT NULL,
  dialogue TEXT NOT NULL,
  durationSeconds REAL NOT NULL,
  chosenTake INTEGER,
  createdAt INTEGER NOT NULL
) STRICT`,
  take: `CREATE TABLE take (
  key INTEGER PRIMARY KEY,
  shot INTEGER NOT NULL REFERENCES shot (number),
  number INTEGER NOT NULL,
  parent INTEGER,
  origin TEXT NOT NULL,
  prompt TEXT NOT NULL,
  negativePrompt TEXT NOT NULL,
  seed INTEGER NOT NULL,
  draw INTEGER NOT NULL,
  sampling TEXT NOT NULL,
  pack TEXT NOT NULL REFERENCES pack (hash),
  name TEXT NOT NULL,
  starred INTEGER NOT NULL,
  rating INTEGER NOT NULL,
  asset TEXT,
  createdAt INTEGER NOT NULL
) STRICT`,
  layer: `CREATE TABLE layer (
  take INTEGER NOT NULL REFERENCES take (key),
  layer INTEGER NOT NULL,
  codes INTEGER NOT NULL REFERENCES blob (id),
  masked INTEGER REFERENCES blob (id),
  locked INTEGER REFERENCES blob (id),
  stale INTEGER REFERENCES blob (id),
  PRIMARY KEY (take, layer)
) STRICT`,
  blob: `CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT`,
  asset: `CREATE TABLE asset (
  hash TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  mediaType TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT`,
  assetPiece: `CREATE TABLE assetPiece (
  asset TEXT NOT NULL REFERENCES asset (hash),
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (asset, number)
) STRICT`
} as const

export type PortableTable = keyof typeof tables

/** Most rows of each table, and most bytes of any one value: what is beyond is refused before it is read. */
export const limits: Record<PortableTable, { readonly rows: number; readonly bytes: number }> = {
  project: { rows: 1, bytes: 1024 },
  pack: { rows: 1000, bytes: 100_000 },
  shot: { rows: 100_000, bytes: 100_000 },
  take: { rows: 1_000_000, bytes: 100_000 },
  layer: { rows: 16_000_000, bytes: 16 },
  blob: { rows: 16_000_000, bytes: 70_000_000 },
  asset: { rows: 100_000, bytes: 2000 },
  assetPiece: { rows: 10_000_000, bytes: assetPieceBytes }
}
