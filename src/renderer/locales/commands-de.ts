/** German names of commands and of their groups. */
import type { commandsEn } from './commands-en.ts'

export const commandsDe: typeof commandsEn = {
  groups: {
    project: 'Projekt',
    shot: 'Shots',
    generate: 'Erzeugen',
    board: 'Board',
    take: 'Takes',
    play: 'Abspielen',
    view: 'Fenster'
  },
  commands: {
    project: { undo: 'Rückgängig', redo: 'Wiederholen', history: 'Verlauf', import: 'Importieren …', export: 'Exportieren …', close: 'Alle Projekte' },
    shot: {
      new: 'Neuer Shot',
      next: 'Nächster Shot',
      previous: 'Voriger Shot',
      moveDown: 'Shot nach unten',
      moveUp: 'Shot nach oben',
      duplicate: 'Shot verdoppeln',
      delete: 'Shot löschen'
    },
    generate: { prompt: 'Beschreibung schreiben', boards: 'Boards erzeugen', densify: 'Verdichten', cancel: 'Laufende Arbeit abbrechen' },
    board: {
      lock: 'Sperren',
      reroll: 'Neu würfeln',
      rerollUnlocked: 'Alles Ungesperrte neu würfeln',
      copy: 'Zellen kopieren',
      paste: 'Zellen einfügen',
      swap: 'Zwei Zellen tauschen',
      selectAll: 'Alle Zellen wählen',
      clearSelection: 'Keine Zelle wählen',
      entropy: 'Zeigen, wo das Modell unsicher ist',
      nextLayer: 'Nächste Ebene',
      previousLayer: 'Vorige Ebene',
      zoomIn: 'Vergrößern',
      zoomOut: 'Verkleinern',
      zoomWhole: 'Ganzes Board',
      alternative1: 'Alternative 1',
      alternative2: 'Alternative 2',
      alternative3: 'Alternative 3',
      alternative4: 'Alternative 4',
      alternative5: 'Alternative 5',
      alternative6: 'Alternative 6'
    },
    take: {
      next: 'Nächster Take',
      previous: 'Voriger Take',
      pick: 'Ins Storyboard',
      star: 'Markieren',
      compare: 'Vergleichen',
      difference: 'Unterschiede zeigen',
      wipe: 'Mit Schieber vergleichen',
      discard: 'Verwerfen'
    },
    play: {
      toggle: 'Abspielen oder anhalten',
      nextFrame: 'Nächstes Bild',
      previousFrame: 'Voriges Bild',
      fullScreen: 'Vollbild',
      storyboard: 'Storyboard abspielen'
    },
    view: {
      palette: 'Alle Befehle',
      queue: 'Warteschlange',
      packs: 'Modellpakete',
      settings: 'Einstellungen',
      shortcuts: 'Tastenkürzel',
      troubleshooting: 'Fehlersuche'
    }
  }
}
