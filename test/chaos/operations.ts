/** Steps that the worker takes, drawn at random: each says beforehand which records it may change. */
import { findEntry, readPosition } from '../../src/main/database/history.ts'
import { shotDefaults } from '../../src/shared/storyboard/shot.ts'
import { counterPack } from '../main/counter-engine.ts'
import { countedLayers } from '../main/counted-layers.ts'
import type { ReadableDatabase } from '../../src/main/database/database.ts'
import type { Store } from '../../src/main/services/store.ts'
import type { JobId, ProjectId, ShotId, TakeId } from '../../src/shared/storyboard/ids.ts'
import type { Random } from '../fuzz/draw-json.ts'

export interface Operation {
  readonly name: string
  /** Keys of facts that change; all of a kind where it ends in `/`. */
  readonly touches: readonly string[]
  /** Resolves when the change was acknowledged, with the name of a file that was written. */
  run(): Promise<string | undefined>
}

/** Makes the function that draws the next step. */
export function createOperations(handlers: Store['handlers'], read: ReadableDatabase, random: Random): () => Operation {
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <Row>(sql: string, ...values: string[]): Row | undefined => {
    const rows = read.all<Row>(sql, ...values)
    return rows[below(rows.length)]
  }
  const step = (name: string, touches: readonly string[], run: () => unknown): Operation => ({
    name, touches, run: async () => {
      await run()
      return undefined
    }
  })
  const start = (): Operation => step('create-project', [], () => handlers['projects.create']({ name: 'Chaos', packId: null }))

  const edits = (projectId: ProjectId): (() => Operation | undefined)[] => {
    const history = `history/${projectId}`
    const shot = () => pick<{ id: ShotId }>("SELECT id FROM shot WHERE projectId = ? AND presence = 'kept'", projectId)?.id
    const take = () =>
      pick<{ id: TakeId; shotId: ShotId }>(
        "SELECT take.id, shotId FROM take JOIN shot ON shot.id = shotId WHERE take.projectId = ? AND take.presence = 'kept' AND shot.presence = 'kept'",
        projectId
      )
    const createShot = (): Operation =>
      step('create-shot', [history], () =>
        handlers['shots.create']({ projectId, beforeShotId: shot() ?? null, fields: { ...shotDefaults, prompt: `shot ${random()}` } })
      )
    const touchedBy = (position: number): string[] =>
      (findEntry(read, projectId, position)?.changes ?? []).map(({ record, id }) => `${record}/${id}`)
    return [
      createShot,
      () => {
        const shotId = shot()
        if (shotId === undefined) return createShot()
        const edit = { prompt: `prompt ${random()}`, dialogue: `“Warte!” ${random()}` }
        return step('edit-shot', [`shot/${shotId}`, history], () => handlers['shots.edit']({ shotId, edit, gesture: null }))
      },
      () => {
        const [shotId, beforeShotId] = [shot(), shot()]
        if (shotId === undefined || beforeShotId === undefined) return undefined
        return step('move-shot', [`shot/${shotId}`, history], () =>
          handlers['shots.move']({ projectId, shotIds: [shotId], beforeShotId, gesture: null })
        )
      },
      () => {
        const shotId = shot()
        if (shotId === undefined) return undefined
        return step('bin-shot', [`shot/${shotId}`, history], () => handlers['shots.bin']({ projectId, shotIds: [shotId] }))
      },
      () => {
        const shotId = shot()
        if (shotId === undefined) return undefined
        const seed = below(2 ** 31)
        return step('save-take', [`shot/${shotId}`, history], () =>
          handlers['takes.create']({
            shotId, pack: counterPack, layers: countedLayers(seed, [3]), seed, sampling: [], prompt: 'a dog', negativePrompt: '', name: ''
          })
        )
      },
      () => {
        const found = take()
        if (found === undefined) return undefined
        const { id: takeId } = found
        return step('lock', [`layer/${takeId}/`, history], () =>
          handlers['takes.lock']({ takeId, layer: 3, positions: [below(16)], isLocked: random() < 0.7, gesture: null })
        )
      },
      () => {
        const found = take()
        if (found === undefined) return undefined
        const { id: takeId, shotId } = found
        return step('edit-tokens', [`shot/${shotId}`, history], () =>
          handlers['takes.editTokens']({ takeId, edits: [{ layer: 3, positions: [below(16)], codes: [below(1024)] }], gesture: null })
        )
      },
      () => {
        const found = take()
        if (found === undefined) return undefined
        const { id: takeId } = found
        return step('rate-take', [`take/${takeId}`, history], () =>
          handlers['takes.edit']({ takeId, edit: { rating: below(6), starred: random() < 0.5 }, gesture: null })
        )
      },
      () => step('undo', [...touchedBy(readPosition(read, projectId).position), history], () => handlers['history.undo']({ projectId })),
      () => step('redo', [...touchedBy(readPosition(read, projectId).position + 1), history], () => handlers['history.redo']({ projectId })),
      () => {
        const found = take()
        if (found === undefined) return undefined
        const { id: takeId } = found
        const isComplete = read.all('SELECT 1 FROM layer WHERE takeId = ? AND codes IS NOT NULL', takeId).length === counterPack.layers.length
        if (isComplete) return undefined
        return step('add-densify', [], () =>
          handlers['queue.add']({ request: { kind: 'densify', takeId, layers: [], seed: null, sampling: [] }, first: random() < 0.5 })
        )
      },
      () => {
        const shotId = shot()
        if (shotId === undefined) return undefined
        return step('add-board', [], () =>
          handlers['queue.add']({ request: { kind: 'board', shotId, seeds: [below(1000), below(1000)], sampling: [], packId: null }, first: false })
        )
      },
      () => {
        const failed = pick<{ id: JobId }>("SELECT id FROM job WHERE state = 'failed'")
        return failed === undefined ? undefined : step('retry', [], () => handlers['queue.retry']({ jobId: failed.id }))
      },
      () => {
        const file = `chaos-${below(2 ** 31)}.hitvideo`
        return {
          name: 'export',
          touches: [],
          run: async () => {
            await handlers['projectFile.export']({ projectId, file })
            return file
          }
        }
      },
      () => (random() < 0.2 ? step('back-up', [], () => handlers['library.backup']({})) : undefined)
    ]
  }
  return () => {
    const project = pick<{ id: ProjectId }>('SELECT id FROM project')
    if (project === undefined) return start()
    const all = edits(project.id)
    for (;;) {
      const operation = all[below(all.length)]?.()
      if (operation !== undefined) return operation
    }
  }
}
