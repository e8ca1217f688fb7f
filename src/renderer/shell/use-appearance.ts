/** Theme, motion and language as the settings say, told to the page's root. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { chooseLanguage } from '../locales/setup-words.ts'
import type { Studio } from '../store/studio.ts'

export function useAppearance({ settings }: Studio): void {
  const { i18n } = useTranslation()
  const { theme, reducedMotion, language } = useStore(settings)
  useEffect(() => {
    const { dataset } = document.documentElement
    dataset['theme'] = theme
    dataset['motion'] = reducedMotion
  }, [theme, reducedMotion])
  useEffect(() => {
    const wanted = chooseLanguage(language === 'system' ? navigator.languages : [language])
    if (wanted !== i18n.language) void i18n.changeLanguage(wanted)
    document.documentElement.lang = wanted
  }, [i18n, language])
}
