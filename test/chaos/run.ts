/** `npm run chaos -- --kills 200 --seed 1`: exit status 1 where anything was lost. */
import { parseArgs } from 'node:util'
import { runChaos } from './drive.ts'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' } } })
const kills = Number(values.kills)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
process.stdout.write(`${kills} kills, seed ${seed}\n`)
const result = await runChaos(kills, seed, (done) => {
  if (done % 20 === 0) process.stdout.write(`${done} kills done\n`)
})
process.stdout.write(`${JSON.stringify(result, null, 2)}\n${result.losses.length} losses\n`)
if (result.losses.length > 0) process.exitCode = 1
