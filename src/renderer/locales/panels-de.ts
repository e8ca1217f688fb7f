/** German words of the panels: packs, settings, shortcuts, troubleshooting, palette, history. */
import type { panelsEn } from './panels-en.ts'

export const panelsDe: typeof panelsEn = {
  packs: {
    title: 'Modellpakete',
    licence: 'Lizenz',
    clip: 'Clip',
    clipSize: '{{frames}} Bilder, {{rate}} je Sekunde, {{width}} × {{height}}',
    parameters: 'Parameter',
    device: 'Läuft auf',
    layer: 'Ebene',
    grid: 'Raster (Zeit × Zeilen × Spalten)',
    tokens: 'Token',
    bits: 'Bit je Token',
    layerBits: 'Bit insgesamt',
    all: 'Alle Pakete',
    none: 'In den Ordnern für Pakete liegt keins. Die Fehlersuche zeigt, wo sie sind; ein Paket ist ein Ordner mit einer manifest.json.',
    without: 'Projekte lassen sich ohne Modell öffnen und bearbeiten. Boards und Verdichten brauchen eines.',
    inUse: 'in Gebrauch',
    use: 'Verwenden',
    afterRestart: 'ab dem nächsten Start'
  },
  settings: {
    title: 'Einstellungen',
    look: 'Aussehen',
    theme: 'Farben',
    themes: { system: 'Wie das System', dark: 'Dunkel', light: 'Hell' },
    language: 'Sprache',
    reducedMotion: 'Bewegung verringern',
    on: 'Ja',
    off: 'Nein',
    work: 'Arbeit',
    boardsPerPrompt: 'Boards je Druck',
    embedMetadata: 'Token, Startwert und Beschreibung in Exporte schreiben',
    embedMetadataHint: 'Eine solche Datei bringt, auf das Studio gezogen, den Take Token für Token zurück.',
    preventSleep: 'Den Rechner bei der Arbeit wach halten',
    notifyWhenDone: 'Melden, wenn lange Arbeit zu Ende ist',
    engine: 'Modell',
    provider: 'Gerät',
    providerAuto: 'Das schnellste, das da ist',
    ffmpegHint: 'Liest und schreibt Videos. Es hat alles, was das Studio benutzt.',
    ffmpegCandidate: '{{source}} ({{said}})',
    ffmpegNone: 'keines läuft',
    ffmpegBrowse: 'Ein anderes ffmpeg wählen …',
    afterRestart: 'Ab dem nächsten Start des Studios.',
    threads: 'Threads',
    threadsHint: '0: so viele, wie der Rechner Kerne hat.',
    library: 'Bibliothek',
    backupsKept: 'Tägliche Sicherungen, die bleiben',
    binDays: 'Tage, bis der Papierkorb geleert wird',
    binDaysHint: '0: nie.'
  },
  shortcuts: {
    title: 'Tastenkürzel',
    hint: 'Drücke den Knopf einer Taste, dann die neue Taste. Die Rücktaste nimmt eine Taste weg. Eine Taste hat immer nur einen Befehl.',
    none: 'keine',
    press: 'Taste drücken …',
    change: 'Taste von „{{command}}“ ändern, jetzt {{key}}',
    reset: 'Alle zurücksetzen'
  },
  troubleshooting: {
    title: 'Fehlersuche',
    hint: 'Was jemand wissen muss, der dir hilft. Es bleibt auf diesem Rechner, bis du es irgendwo einfügst.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    groups: { studio: 'Studio', engine: 'Modell', video: 'Video', library: 'Bibliothek', folders: 'Ordner', log: 'Protokoll' }
  },
  palette: {
    title: 'Befehle',
    search: 'Was möchtest du tun?',
    nothing: 'So heißt kein Befehl.'
  },
  history: {
    title: 'Verlauf',
    empty: 'Noch ist nichts geschehen.',
    undone: 'zurückgenommen',
    marks: {
      'edit-project': 'Projekt umbenannt',
      'create-shot': 'Shot hinzugefügt',
      'edit-shot': 'Shot geändert',
      'reorder-shots': 'Shot verschoben',
      'duplicate-shot': 'Shot verdoppelt',
      'delete-shot': 'Shot gelöscht',
      'restore-shot': 'Shot wiederhergestellt',
      'choose-take': 'Take ins Storyboard genommen',
      'edit-take': 'Take geändert',
      'delete-take': 'Take verworfen',
      'restore-take': 'Take wiederhergestellt',
      'copy-take': 'Take kopiert',
      lock: 'Zellen gesperrt oder entsperrt',
      'edit-tokens': 'Zellen geändert',
      'generate-boards': 'Boards erzeugt',
      reroll: 'Zellen neu gewürfelt',
      densify: 'Verdichtet',
      import: 'Importiert'
    }
  }
}
