/** Loads the words of the person's language; English where there is none. */
import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { de } from './de.ts'
import { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

export const languages = { en, de }
export const languageNames: Readonly<Record<keyof typeof languages, string>> = { en: 'English', de: 'Deutsch' }

/** The first of some languages ("de-AT") that there is. */
export function chooseLanguage(preferred: readonly string[]): string {
  return preferred.map((language) => language.split('-')[0] ?? '').find((language) => language in languages) ?? 'en'
}

/** Starts with the browser's language, and tells the page's `lang`; the settings may change it later. */
export async function setupWords(preferred: readonly string[] = navigator.languages): Promise<void> {
  const words = createInstance()
  await words.use(initReactI18next).init({
    lng: chooseLanguage(preferred),
    fallbackLng: 'en',
    resources: Object.fromEntries(Object.entries(languages).map(([key, words]) => [key, { translation: words }])),
    // React escapes already.
    interpolation: { escapeValue: false }
  })
  document.documentElement.lang = words.language
}
