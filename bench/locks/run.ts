/** `npm run bench:locks -- --boards 200`: what later locks do for the likelihood of a board, as one JSON object. */
import { parseArgs } from 'node:util'
import { locateApplication } from '../../src/main/application.ts'
import { EngineClient } from '../../src/main/engine/client.ts'
import { listPackFolders, locateFolders } from '../../src/main/folders.ts'
import { findPack } from '../../src/main/inference/find-packs.ts'
import { compareLockRules, lockRules } from './compare-rules.ts'

const prompts = [
  'a dog runs to the right on a beach at sunset', 'a red car drives to the left in a city', 'a cat sits in a garden',
  'a rocket rises into the night sky', 'a fish swims to the left under the sea', 'two birds fly over mountains',
  'a train crosses a meadow in the rain', 'a robot jumps in a desert', 'a boat drifts on a lake at dawn',
  'a snowman stands in a snowy forest'
]

const { values } = parseArgs({
  options: {
    pack: { type: 'string' },
    boards: { type: 'string', default: '200' },
    share: { type: 'string', default: '0.5' },
    rule: { type: 'string', default: 'auto' }
  }
})
const rule = lockRules.find((name) => name === values.rule)
if (!rule) throw new RangeError(`--rule must be one of ${lockRules.join(', ')}`)
const packFolder = await findPack(values.pack ?? null, listPackFolders(locateApplication(), locateFolders()), process.env['INIT_CWD'])
const engine = new EngineClient({ setup: { packFolder } })
try {
  const boards = Number(values.boards)
  const result = await compareLockRules(engine, {
    prompts, boards, lockedShare: Number(values.share), rule,
    report: (done) => {
      if (done % 50 === 0) process.stderr.write(`${done} of ${boards} boards\n`)
    }
  })
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
} finally {
  engine.stop()
}
