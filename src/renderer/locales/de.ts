/** German. */
import { commandsDe } from './commands-de.ts'
import type { Words } from './en.ts'
import { exportDe } from './export-de.ts'
import { panelsDe } from './panels-de.ts'

export const de: Words = {
  title: 'HiTVideo Studio',
  ...commandsDe,
  ...panelsDe,
  ...exportDe,
  noAccess: {
    title: 'Dieser Link ist unvollständig',
    text: 'Öffne den Link, den das Studio beim Start ausgegeben hat: Er enthält den Schlüssel zu diesem Fenster.'
  },
  connection: {
    lost: {
      title: 'Das Studio antwortet nicht.',
      text: 'Verbinde neu. Alles, was als gespeichert angezeigt wurde, ist sicher, und was du schreibst, bleibt hier.'
    },
    refused: {
      title: 'Das Studio wurde neu gestartet.',
      text: 'Öffne den neuen Link, den es ausgegeben hat. Alles, was als gespeichert angezeigt wurde, ist da.'
    }
  },
  problem: {
    retry: 'Noch einmal',
    dismiss: 'Schließen',
    kinds: {
      'invalid-input': 'Das hat nicht gepasst',
      'not-found': 'Das ist nicht da',
      conflict: 'Das geht gerade nicht',
      unavailable: 'Auf diesem Rechner fehlt etwas',
      'pack-invalid': 'Das Modellpaket ist beschädigt',
      'engine-failed': 'Das Modell konnte das nicht',
      'engine-lost': 'Das Modell ist stehen geblieben',
      storage: 'Die Bibliothek konnte nicht gelesen oder geschrieben werden',
      file: 'Die Datei konnte nicht gelesen oder geschrieben werden',
      export: 'Der Export ist gescheitert',
      'connection-lost': 'Die Verbindung ist abgerissen',
      internal: 'Im Studio ist etwas schiefgegangen'
    }
  },
  dialog: { close: 'Schließen' },
  start: {
    newTitle: 'Ein Storyboard beginnen',
    newText: 'Schreib, was in einem Shot geschieht. Das Studio skizziert es in einer Handvoll Token; du wählst, sperrst und änderst; dann zeichnet es den Rest.',
    name: 'Name des Projekts',
    untitled: 'Storyboard ohne Namen',
    create: 'Neues Projekt',
    sample: 'Beispiel öffnen',
    openFile: 'Datei öffnen …',
    sampleText: 'Das Beispiel sind drei Shots, deren Boards vor deinen Augen entstehen, der erste bis ins Detail. Ein Video, ein exportierter Clip oder ein Projekt lässt sich auch auf das Fenster ziehen.',
    recent: 'Letzte Projekte',
    loading: 'Lese die Bibliothek …',
    empty: 'Noch nichts da. Beginne ein Storyboard, oder öffne das Beispiel.',
    steps: {
      write: { title: '1. Schreib, was geschieht', text: 'Boards kommen zurück, jedes der ganze Clip in wenigen groben Token, in Schleife.' },
      choose: { title: '2. Wähle und ändere', text: 'Sperre, was stimmt, würfle den Rest neu, oder such aus, was eine Zelle sein soll.' },
      densify: { title: '3. Verdichte', text: 'Die Einzelheiten entstehen unter deinem Board. Ordne Shots, spiel sie ab, exportiere.' }
    },
    shots_one: '{{count}} Shot',
    shots_other: '{{count}} Shots',
    duplicate: '{{name}} verdoppeln',
    copyName: '{{name}} (Kopie)',
    bin: '{{name}} in den Papierkorb',
    binned_one: 'Papierkorb: {{count}} Projekt',
    binned_other: 'Papierkorb: {{count}} Projekte',
    restore: 'Wiederherstellen',
    purge: 'Endgültig löschen',
    purgeSure: 'Wirklich löschen? Das lässt sich nicht rückgängig machen'
  },
  sample: {
    name: 'Beispiel: ein Ausflug',
    balloon: {
      dialogue: 'Da fliegt er …',
      notes: 'Sperre den Himmel (A1 bis A4) mit L und drücke dann R, bis der Ballon dort ist, wo du ihn willst.'
    },
    dog: {
      dialogue: 'Warte auf mich!',
      notes: 'Klicke eine Zelle an: Der Streifen rechts zeigt, was sie noch sein könnte. Die Tasten 1 bis 6 probieren es aus.'
    },
    rocket: { dialogue: 'Drei, zwei, eins …', notes: 'Drücke D: Die Ebenen unter dem Board werden eine nach der anderen gezeichnet.' }
  },
  project: {
    name: 'Name des Projekts',
    opening: 'Das Projekt wird geöffnet …',
    savedNow: 'gespeichert',
    savedAgo_one: 'vor {{count}} Minute gespeichert',
    savedAgo_other: 'vor {{count}} Minuten gespeichert',
    notSaved: 'nicht verbunden'
  },
  engine: {
    starting: 'Das Modell startet …',
    problem: 'Kein Modell',
    again: 'Das Modell startet neu …',
    ready: '{{pack}} · {{device}}'
  },
  shots: {
    title: 'Shots',
    total: '{{seconds}} s',
    seconds: '{{seconds}} s',
    empty: 'Ein Storyboard ist eine Reihe von Shots. Drücke N für den ersten.',
    untitled: 'Shot ohne Namen',
    noTakes: 'noch keine Takes',
    takes_one: '{{count}} Take',
    takes_other: '{{count}} Takes'
  },
  board: {
    title: 'Board',
    layers: 'Ebenen',
    gridLabel: '{{layer}}: Pfeiltasten bewegen, L sperrt, R würfelt neu',
    cellEmpty: 'noch kein Token',
    cellLocked: 'gesperrt',
    cellStale: 'veraltet: entstand unter etwas, das sich geändert hat',
    cellMasked: 'bleibt still',
    cellDiffers: 'verschieden',
    cellEntropy: '{{bits}} Bit Zweifel',
    hintWhole: 'jede Zelle ist ein Bereich, über die ganzen {{seconds}} s',
    hintSlice: 'jede Zelle ist ein Bereich, von {{from}} bis {{to}} s',
    layerMissing: '{{layer}} ist noch nicht gezeichnet. D verdichtet.',
    staleCount_one: '{{count}} veraltetes Token',
    staleCount_other: '{{count}} veraltete Token',
    noShot: 'Füge einen Shot hinzu, um zu beginnen.',
    noPrompt: 'Schreib, was in diesem Shot geschieht.',
    noTake: 'Bereit zum Skizzieren.',
    making: 'Boards werden skizziert …',
    rerollUnlocked: 'Ungesperrte neu würfeln'
  },
  alternatives: {
    title: 'Alternativen der Zelle',
    cell: 'Zelle {{name}}',
    hint: 'Wähle eine Zelle, um zu sehen, was sie noch sein könnte.',
    one: 'Alternative',
    now: 'jetzt'
  },
  compare: {
    title: 'Verglichener Take',
    swap: 'Die beiden Takes tauschen',
    end: 'Vergleich beenden',
    wipe: 'Wo der eine Take endet und der andere beginnt',
    differing: '{{differing}} von {{tokens}} Token verschieden'
  },
  takes: {
    title: 'Takes',
    count_one: '{{count}} Take',
    count_other: '{{count}} Takes',
    starredOnly: 'Nur markierte',
    empty: 'Hier erscheinen die Boards dieses Shots, jedes eine Skizze in Schleife.',
    making: 'Entsteht',
    name: 'Take {{number}}',
    seed: 'Start {{seed}}',
    from: 'aus {{number}}',
    chosen: 'im Storyboard',
    starred: 'markiert',
    ownName: 'Name',
    copyTo: 'Kopieren nach',
    copyChoose: 'einem anderen Shot …',
    originName: 'Entstanden durch',
    origin: {
      board: 'Beschreibung',
      reroll: 'Neuwürfeln von Zellen',
      edit: 'Ändern von Zellen',
      densify: 'Verdichten',
      import: 'Import',
      copy: 'Kopie'
    },
    seedDraw: '{{seed}}, Wurf {{draw}}',
    prompt: 'Beschreibung',
    sampling: 'Führung {{guidance}} · Streuung {{temperature}} · Top k {{topK}} · Top p {{topP}}',
    quality: 'Wie gut die Token das Video wiedergeben',
    layers_one: '{{count}} Ebene',
    layers_other: '{{count}} Ebenen',
    bitsPerPixel: 'Bit/Pixel',
    rating: 'Wertung',
    rate_one: '{{count}} Stern',
    rate_other: '{{count}} Sterne'
  },
  inspector: {
    title: 'Shot und Take',
    empty: 'Nichts ist gewählt.',
    prompt: 'Beschreibung',
    promptExample: 'a dog runs to the right through a green meadow',
    readAs: 'Gelesen als:',
    readAsHint: 'Diese Wörter hat das Paket nicht gelernt; es zeichnet die nächsten, die es kennt',
    without: 'Ohne',
    withoutHint: 'Was nicht zu sehen sein soll; die Führung steuert davon weg',
    withoutExample: 'rain, second object',
    boardCount: 'Boards je Druck',
    shot: 'Shot',
    dialogue: 'Dialog',
    notes: 'Notizen',
    duration: 'Sekunden'
  },
  sampling: {
    title: 'Zeichnen',
    presets: 'Vorlagen …',
    preset: { pack: 'Vom Paket', faithful: 'Näher an der Beschreibung', varied: 'Mehr Überraschung' },
    presetName: 'Meine Vorlage {{number}}',
    fromTake: 'Wie dieser Take entstand',
    keepPreset: 'Diese als Vorlage behalten',
    forgetPreset: '„{{name}}“ vergessen',
    guidance: 'Führung',
    guidanceHint: 'Wie streng der Beschreibung gefolgt wird',
    variation: 'Streuung',
    variationHint: 'Wie frei gewürfelt wird; 0 nimmt immer das Wahrscheinlichste',
    clips: 'Clips zur Auswahl',
    clipsHint: 'Unter einem Board werden so viele Clips gezeichnet, und der bleibt, der die Beschreibung am besten zeigt; mehr dauern länger',
    clipsOfPack: '{{count}} (vom Paket)',
    topP: 'Top p',
    topPHint: 'Würfelt nur unter den wahrscheinlichsten Codes, die zusammen diesen Anteil haben',
    topK: 'Top k (0: alle)',
    topKHint: 'Würfelt nur unter so vielen der wahrscheinlichsten Codes',
    allCodes: 'alle',
    perLayer: 'Ebene für Ebene',
    seed: 'Startwert',
    seedHint: 'Gleicher Startwert und gleiche Beschreibung geben gleiche Boards; festgehalten beginnen die nächsten mit ihm',
    seedNew: 'zufällig',
    seedLock: 'Startwert festhalten',
    seedDraw: 'Anderen Startwert würfeln'
  },
  densify: {
    title: 'Take {{number}} wird verdichtet',
    left: 'noch {{time}}',
    layers: 'Ebenen unter dem Board',
    missing: 'fehlt',
    stale_one: '{{count}} veraltet',
    stale_other: '{{count}} veraltet',
    there: 'gezeichnet',
    chosen_one: '{{count}} Ebene zeichnen',
    chosen_other: '{{count}} Ebenen zeichnen'
  },
  player: {
    title: 'Abspielen',
    play: 'Abspielen',
    pause: 'Anhalten',
    frame: 'Bild',
    frameOf: 'Bild {{frame}} von {{frames}}',
    speed: 'Tempo',
    loop: 'Schleife'
  },
  storyboard: {
    title: 'Storyboard',
    noTake: 'Dieser Shot hat noch keinen Take.',
    place: 'Stelle im Storyboard',
    placeOf: 'Shot {{shot}} von {{shots}}',
    fullScreen: 'Vollbild'
  },
  queue: {
    title: 'Warteschlange',
    idle: 'Nichts zu tun',
    held: 'Angehalten',
    pill: 'Arbeit {{count}}',
    hold: 'Alles anhalten',
    goOn: 'Weiter',
    clear: 'Beendetes ausräumen',
    empty: 'Keine Arbeit wartet. Boards, Verdichten, Importe und Exporte erscheinen hier.',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    cancel: 'Abbrechen',
    retry: 'Noch einmal',
    earlier: 'Früher',
    kinds: {
      board: 'Boards',
      reroll: 'Zellen neu',
      densify: 'Verdichten',
      decode: 'Dekodieren',
      import: 'Import',
      export: 'Export'
    },
    states: {
      waiting: 'wartet',
      running: 'läuft',
      paused: 'angehalten',
      done: 'fertig',
      failed: 'gescheitert',
      cancelled: 'abgebrochen'
    },
    units: { tokens: 'Token', frames: 'Bilder', bytes: 'Byte' }
  },
  import: {
    title: 'Importieren',
    text: 'Ein Video wird ein Take. Eine exportierte Datei bringt ihre Takes Token für Token zurück. Eine .hitvideo-Datei ist ein ganzes Projekt. Dateien lassen sich auch auf das Fenster ziehen.',
    pick: 'Dateien wählen …',
    drop: 'Zum Importieren loslassen',
    files_one: '{{count}} Datei',
    files_other: '{{count}} Dateien',
    looking: 'Wird angesehen …',
    nothing: 'Das ist weder ein Video noch etwas, das das Studio exportiert hat.',
    video: '{{width}} × {{height}} · {{container}}',
    prompt: 'Was zu sehen ist, in Worten',
    start: 'Beginn bei Sekunde',
    fit: 'Bild einpassen',
    fits: { crop: 'Füllen und Überstehendes abschneiden', pad: 'Ganz zeigen, mit Balken', stretch: 'Verzerren' },
    timing: 'Wenn es zu kurz ist',
    timings: { hold: 'Letztes Bild halten', loop: 'Wiederholen', stretch: 'Über den Clip dehnen' },
    lockBoard: 'Board sperren',
    lockBoardHint: 'Damit eine andere Beschreibung neues Detail unter derselben Komposition zeichnet.',
    run: 'Importieren'
  },
  say: {
    take: 'Take {{number}}',
    locked: '{{name}} gesperrt. {{count}} insgesamt gesperrt.',
    unlocked: '{{name}} entsperrt. {{count}} insgesamt gesperrt.',
    undone: 'Zurückgenommen',
    redone: 'Wiederholt',
    reordered: 'Shot verschoben',
    failed: 'Eine Arbeit ist gescheitert',
    done: {
      board: 'Boards sind fertig',
      reroll: 'Zellen sind neu gewürfelt',
      densify: 'Der Take ist verdichtet',
      decode: 'Der Clip ist dekodiert',
      import: 'Der Import ist fertig',
      export: 'Der Export ist fertig'
    }
  }
}
