/** Uses a preset, keeps the present parameters as one, forgets one, or takes those of the take in the editor. */
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { currentTake } from '../actions/generation.ts'
import { parametersOf, storeParameters } from '../store/parameters-store.ts'
import { useStudio } from '../store/studio-context.tsx'
import { freeName, ownPresetNames, ownPresets, readPresets } from './presets.ts'

export function PresetMenu() {
  const { t } = useTranslation()
  const studio = useStudio()
  const { parameters, settings, takes } = studio
  const stored = useStore(settings, ({ presets }) => presets)
  const hasTake = useStore(takes, ({ takeId }) => takeId !== null)
  const own = readPresets(stored)

  const keep = () => {
    const name = freeName((number) => t('sampling.presetName', { number }), stored)
    void settings.edit({ presets: { ...stored, [name]: storeParameters(parameters.getState()) } })
  }
  const use = (value: string) => {
    const [kind, name = ''] = value.split(/:(.*)/s)
    const take = currentTake(studio)
    if (kind === 'own') parameters.use(ownPresets[name as keyof typeof ownPresets])
    else if (kind === 'forget') void settings.edit({ presets: Object.fromEntries(Object.entries(stored).filter(([other]) => other !== name)) })
    else if (kind === 'stored') parameters.use(own.get(name) ?? ownPresets.pack)
    else if (kind === 'take' && take !== null) {
      parameters.use(parametersOf(take.sampling))
      parameters.setSeed(take.seed)
    } else if (kind === 'keep') keep()
  }

  return (
    <select className="small" aria-label={t('sampling.presets')} value="" onChange={(event) => use(event.target.value)}>
      <option value="" disabled>
        {t('sampling.presets')}
      </option>
      {ownPresetNames.map((name) => (
        <option key={name} value={`own:${name}`}>
          {t(`sampling.preset.${name}`)}
        </option>
      ))}
      {[...own.keys()].map((name) => (
        <option key={name} value={`stored:${name}`}>
          {name}
        </option>
      ))}
      {hasTake && <option value="take:">{t('sampling.fromTake')}</option>}
      <option value="keep:">{t('sampling.keepPreset')}</option>
      {[...own.keys()].map((name) => (
        <option key={name} value={`forget:${name}`}>
          {t('sampling.forgetPreset', { name })}
        </option>
      ))}
    </select>
  )
}
