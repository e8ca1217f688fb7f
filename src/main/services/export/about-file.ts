/** What a file says of itself: the XMP packet with what it carries, and the tags that players show. */
import { writeCarriedText } from '../../../shared/carried/carried-text.ts'
import { sourceTypes, writeXmp } from '../../../shared/carried/xmp.ts'
import { carryScenes } from './gather.ts'
import type { XmpFields } from '../../../shared/carried/xmp.ts'
import type { ShotSummary } from '../../../shared/storyboard/shot.ts'
import type { Take } from '../../../shared/storyboard/take.ts'
import type { ReadableDatabase } from '../../database/database.ts'

export interface AboutFile {
  /** How the pictures were made, by the terms of IPTC. */
  readonly source: XmpFields['source']
  readonly xmp: string
  readonly tags: Readonly<Record<string, string>>
}

export interface AboutScene {
  readonly shot: ShotSummary
  readonly takes: readonly Take[]
  readonly chosen: number | null
}

/** A players' line is not a place for a novel; the whole text stands in the packet. */
const longestTag = 1000

/**
 * @param isFull false: the disclosure that the picture is AI-made, and nothing else
 */
export function describeFile(read: ReadableDatabase, title: string, scenes: readonly AboutScene[], tool: string, isFull: boolean): AboutFile {
  const takes = scenes.flatMap((scene) => scene.takes)
  const source = takes.some((take) => isFromFootage(read, take)) ? 'composite' : 'generated'
  // MP4 has no place for a tag of one's own beside the packet, and leaves the second one out.
  const disclosure = { comment: `AI-generated with ${tool}`, digital_source_type: sourceTypes[source] }
  if (!isFull) return { source, xmp: writeXmp({ source, creatorTool: tool }), tags: disclosure }
  const [first] = takes
  const pack = first === undefined ? undefined : carryPack(read, first)
  const description = scenes.map(({ shot, takes: own }) => own[0]?.prompt ?? shot.prompt).join('\n')
  const storyboard = writeCarriedText(carryScenes(read, scenes))
  return {
    source,
    xmp: writeXmp({ source, creatorTool: tool, title, description, seed: first?.seed, pack, storyboard }),
    tags: { title: title.slice(0, longestTag).toWellFormed(), description: description.slice(0, longestTag).toWellFormed(), ...disclosure }
  }
}

function carryPack(read: ReadableDatabase, take: Take): string | undefined {
  const row = read.one<{ id: string; version: string }>('SELECT id, version FROM pack WHERE hash = ?', take.packHash)
  return row === undefined ? undefined : `${row.id} ${row.version} ${take.packHash}`
}

/** Whether a take, or one that it was made from, is of an imported video. */
function isFromFootage(read: ReadableDatabase, take: Take): boolean {
  const row = read.one<{ found: number }>(
    `WITH RECURSIVE line (id, parentTakeId, assetId) AS (
       SELECT id, parentTakeId, assetId FROM take WHERE id = ?
       UNION SELECT take.id, take.parentTakeId, take.assetId FROM take JOIN line ON take.id = line.parentTakeId
     ) SELECT count(assetId) AS found FROM line`,
    take.id
  )
  return (row?.found ?? 0) > 0
}
