/** German. */
import type { Words } from './en.ts'

export const de: Words = {
  title: 'HiTVideo Studio',
  subtitle: 'Aus einem Satz wird ein Board aus wenigen Token, daraus ein bewegtes Bild.',
  prompt: {
    label: 'Was geschieht im Clip?',
    example: 'a dog runs to the right on a beach',
    seed: 'Startwert',
    seedHint: 'Leer: jedes Mal ein neuer',
    seedInvalid: 'Eine ganze Zahl ab 0',
    make: 'Clip erzeugen',
    again: 'Noch einen erzeugen',
    cancel: 'Abbrechen'
  },
  progress: {
    title: 'Fortschritt',
    tokens: '{{done}} von {{total}} Token',
    frames: '{{done}} von {{total}} Bildern',
    framesName: 'Bilder',
    starting: 'Die Engine startet'
  },
  clip: {
    label: 'Clip zu: {{prompt}}',
    empty: 'Hier erscheint dein Clip.',
    made: 'Startwert {{seed}} · erzeugt in {{seconds}} s',
    cancelled: 'Abgebrochen. Es wurde nichts behalten.',
    promptCut: 'Der Satz ist länger, als das Modell liest. Gelesen wurde: {{read}}'
  },
  status: {
    connecting: 'Verbinde …',
    lost: 'Das Studio antwortet nicht. Verbinde neu …',
    refused: 'Das Studio wurde neu gestartet. Öffne den neuen Link, den es ausgegeben hat.',
    pack: '{{pack}} {{version}} · {{device}}',
    loading: 'Das Modell wird geladen …'
  },
  noAccess: {
    title: 'Dieser Link ist unvollständig',
    text: 'Öffne den Link, den das Studio beim Start ausgegeben hat: Er enthält den Schlüssel zu diesem Fenster.'
  }
}
