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

const languages = { en, de }

/** Chooses the first of the browser's languages that there is, and tells the page's `lang`. */
export async function setupWords(preferred: readonly string[] = navigator.languages): Promise<void> {
  const known = preferred.map((language) => language.split('-')[0] ?? '').find((language) => language in languages)
  const words = createInstance()
  await words.use(initReactI18next).init({
    lng: known ?? 'en',
    fallbackLng: 'en',
    resources: Object.fromEntries(Object.entries(languages).map(([key, words]) => [key, { translation: words }])),
    // React escapes already.
    interpolation: { escapeValue: false }
  })
  document.documentElement.lang = words.language
}
