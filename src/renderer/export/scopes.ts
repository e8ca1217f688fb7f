/** What is exported: a take, its shot with all takes, or the storyboard. */
import type { ExportOptions, ExportScope } from '../../shared/export/options.ts'
import type { ProjectId } from '../../shared/storyboard/ids.ts'
import type { Take } from '../../shared/storyboard/take.ts'

export type ScopeKind = ExportScope['kind']

/** Only a contact sheet shows more of a shot than the take that was chosen for it. */
export function canExportShot(options: ExportOptions | null): boolean {
  return options?.format === 'contact-sheet'
}

/** The scope that is wanted, or the nearest one that there is. */
export function scopeOf(wanted: ScopeKind, projectId: ProjectId, take: Take | null, options: ExportOptions | null): ExportScope {
  if (take === null || wanted === 'project') return { kind: 'project', projectId }
  if (wanted === 'shot' && canExportShot(options)) return { kind: 'shot', shotId: take.shotId }
  return { kind: 'take', takeId: take.id }
}
