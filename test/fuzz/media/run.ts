/**
 * `npm run fuzz:media -- --cases 2000 --seed 1`: damaged videos through the import; exit status 1 where one was not
 * refused or read as it should. `--from 700` goes on with case 700 of the same seed.
 */
import { parseArgs } from 'node:util'
import { fuzzMedia } from './drive.ts'

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '2000' }, seed: { type: 'string' }, from: { type: 'string', default: '0' } }
})
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
const cases = Number(values.cases)
process.stdout.write(`${cases} damaged files, seed ${seed}, from case ${values.from}\n`)
// What nobody waits for must not fail either.
const stray: string[] = []
process.on('unhandledRejection', (error) => void stray.push(`unhandled: ${String(error)}`))
const report = await fuzzMedia(seed, Number(values.from), cases, (done) => {
  if (done % 100 === 0) process.stdout.write(`${done} done\n`)
})
const faults = [...report.faults, ...stray]
process.stdout.write(`${JSON.stringify({ ...report, faults }, null, 2)}\n${faults.length} faults\n`)
if (faults.length > 0) process.exitCode = 1
