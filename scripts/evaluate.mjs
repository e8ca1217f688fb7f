// Measures the embedded pack and writes docs/evaluation.md: `npm run evaluate -- --run-folder FOLDER`, the folder of the training
// run that made it and its judge; `--clips 8` is a quick form. Later options win over the ones given here.
import { become, fromProject } from './setup/project.mjs'
import { prepareTraining } from './setup/training.mjs'

const environment = prepareTraining()
if ('reason' in environment) {
  console.error(`Cannot evaluate the pack: ${environment.reason}.`)
  process.exit(1)
}
const defaults = {
  '--config': fromProject('training', 'configs', 'animatic.yaml'),
  '--pack': fromProject('resources', 'model-packs', 'animatic'),
  '--run-folder': fromProject('training', 'runs', 'animatic'),
  '--out': fromProject('docs', 'evaluation.md')
}
const args = [...Object.entries(defaults).flat(), ...process.argv.slice(2)]
become(environment.python, ['-m', 'hitvideo', 'evaluate', ...args])
