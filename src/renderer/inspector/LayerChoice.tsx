/** Which layers to make (again): the missing and stale ones are chosen already. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { densify } from '../actions/generation.ts'
import type { Take } from '../../shared/storyboard/take.ts'
import { useStudio } from '../store/studio-context.tsx'

export function LayerChoice({ take }: { readonly take: Take }) {
  const { t } = useTranslation()
  const studio = useStudio()
  const open = useStore(studio.pack, (state) => state.pack)
  // The board itself is made from the prompt.
  const shapes = open?.reference.layers.slice(1) ?? []
  const [chosen, setChosen] = useState<{ takeId: string; layers: ReadonlySet<number> } | null>(null)
  const needed = shapes.filter(({ index }) => {
    const state = take.layers.find(({ layer }) => layer === index)
    return state === undefined || state.stale > 0
  })
  const layers = chosen?.takeId === take.id ? chosen.layers : new Set(needed.map(({ index }) => index))
  const isDefault = layers.size === needed.length && needed.every(({ index }) => layers.has(index))

  const toggle = (index: number) => {
    const next = new Set(layers)
    if (!next.delete(index)) next.add(index)
    setChosen({ takeId: take.id, layers: next })
  }
  const words = (index: number) => {
    const state = take.layers.find(({ layer }) => layer === index)
    if (state === undefined) return t('densify.missing')
    return state.stale > 0 ? t('densify.stale', { count: state.stale }) : t('densify.there')
  }
  return (
    <details className="inspector-part" open={chosen?.takeId === take.id ? true : undefined}>
      <summary className="caption">{t('densify.layers')}</summary>
      {shapes.map((shape) => (
        <label key={shape.index} className="check spread">
          <span>
            <input type="checkbox" checked={layers.has(shape.index)} onChange={() => toggle(shape.index)} /> {shape.name}
          </span>
          <span className="quiet small">{words(shape.index)}</span>
        </label>
      ))}
      <button
        type="button"
        disabled={layers.size === 0}
        onClick={() => void densify(studio, isDefault ? [] : [...layers])}
      >
        {t('densify.chosen', { count: layers.size })}
      </button>
    </details>
  )
}
