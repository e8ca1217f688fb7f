// Measures the embedded pack and writes docs/evaluation.md: `npm run evaluate`; `-- --clips 8` is a quick form. The judge and
// the other weights come from training/weights/, unless the run folder has its own. Later options win over the ones here.
import { existsSync } from 'node:fs'
import { become, fromProject, giveUp, run } from './setup/project.mjs'
import { prepareTraining } from './setup/training.mjs'

const environment = prepareTraining()
if ('reason' in environment) {
  giveUp(`Cannot evaluate the pack: ${environment.reason}.`)
} else {
  const runFolder = fromProject('training', 'runs', 'animatic')
  const weights = fromProject('training', 'weights', 'animatic')
  const hitvideo = ['-m', 'hitvideo']
  const load = [...hitvideo, 'weights', '--run-folder', runFolder, '--load', weights]
  if (existsSync(weights) && run(environment.python, load) !== 0) giveUp('Cannot evaluate the pack: no weights.')
  const defaults = {
    '--config': fromProject('training', 'configs', 'animatic.yaml'),
    '--pack': fromProject('resources', 'model-packs', 'animatic'),
    '--run-folder': runFolder,
    '--out': fromProject('docs', 'evaluation.md')
  }
  become(environment.python, [...hitvideo, 'evaluate', ...Object.entries(defaults).flat(), ...process.argv.slice(2)])
}
