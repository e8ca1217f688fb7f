/** The one question that the desktop host asks by itself: the page may be gone by then. */
const words = {
  en: {
    message: 'Work is still under way.',
    detail: 'Boards and layers go on from where they are when the studio is opened again; exports begin anew.',
    quit: 'Quit',
    stay: 'Stay'
  },
  de: {
    message: 'Es wird noch gearbeitet.',
    detail: 'Boards und Ebenen gehen von dort weiter, wo sie sind, sobald das Studio wieder offen ist; Exporte beginnen neu.',
    quit: 'Beenden',
    stay: 'Bleiben'
  }
} as const

/**
 * @param wanted the setting: BCP 47, or `system`
 * @param ofSystem BCP 47
 */
export function chooseQuitWords(wanted: string, ofSystem: string): (typeof words)[keyof typeof words] {
  const [language] = (wanted === 'system' ? ofSystem : wanted).toLowerCase().split('-')
  return language === 'de' ? words.de : words.en
}
