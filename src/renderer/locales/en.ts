/** The words of the interface. The other languages have exactly these keys, and the plural forms they need. */
import { commandsEn } from './commands-en.ts'
import { exportEn } from './export-en.ts'
import { panelsEn } from './panels-en.ts'

export const en = {
  title: 'HiTVideo Studio',
  ...commandsEn,
  ...panelsEn,
  ...exportEn,
  noAccess: {
    title: 'This link is incomplete',
    text: 'Open the link that the studio printed when it started: it carries the key to this window.'
  },
  connection: {
    lost: {
      title: 'The studio does not answer.',
      text: 'Reconnecting. Everything that was shown as saved is safe, and what you type stays here.'
    },
    refused: {
      title: 'The studio was started again.',
      text: 'Open the new link that it printed. Everything that was shown as saved is there.'
    }
  },
  problem: {
    retry: 'Try again',
    dismiss: 'Dismiss',
    kinds: {
      'invalid-input': 'That did not fit',
      'not-found': 'That is not there',
      conflict: 'That cannot be done now',
      unavailable: 'Something is missing on this machine',
      'pack-invalid': 'The model pack is damaged',
      'engine-failed': 'The model could not do that',
      'engine-lost': 'The model stopped',
      storage: 'The library could not be read or written',
      file: 'The file could not be read or written',
      export: 'The export failed',
      'connection-lost': 'The connection was lost',
      internal: 'Something went wrong inside the studio'
    }
  },
  dialog: { close: 'Close' },
  start: {
    newTitle: 'Start a storyboard',
    newText: 'Write what happens in a shot. The studio sketches it in a handful of tokens; you choose, lock and change; then it draws the rest.',
    name: 'Name of the project',
    untitled: 'Untitled storyboard',
    create: 'New project',
    sample: 'Open the sample',
    openFile: 'Open a file…',
    sampleText: 'The sample is three shots whose boards are made while you watch, the first down to its detail. A video, an exported clip or a project can also be dropped on the window.',
    recent: 'Recent projects',
    loading: 'Reading the library…',
    empty: 'Nothing here yet. Start a storyboard, or open the sample.',
    steps: {
      write: { title: '1. Write a beat', text: 'Boards come back, each the whole clip in a few coarse tokens, looping.' },
      choose: { title: '2. Choose and change', text: 'Lock what is right, draw the rest anew, or pick what a cell should be.' },
      densify: { title: '3. Densify', text: 'The detail is drawn under your board. Put shots in order, play them, export.' }
    },
    shots_one: '{{count}} shot',
    shots_other: '{{count}} shots',
    duplicate: 'Duplicate {{name}}',
    copyName: '{{name}} (copy)',
    bin: 'Move {{name}} to the bin',
    binned_one: 'Bin: {{count}} project',
    binned_other: 'Bin: {{count}} projects',
    restore: 'Restore',
    purge: 'Delete for good',
    purgeSure: 'Really delete? This cannot be undone'
  },
  sample: {
    name: 'Sample: a day out',
    balloon: { dialogue: 'There it goes…', notes: 'Lock the sky (A1 to A4) with L, then press R until the balloon is where you want it.' },
    dog: { dialogue: 'Wait for me!', notes: 'Click one cell: the strip on the right shows what else it could be. Keys 1 to 6 try them.' },
    rocket: { dialogue: 'Three, two, one…', notes: 'Press D: the layers below the board are drawn one after the other.' }
  },
  project: {
    name: 'Name of the project',
    opening: 'Opening the project…',
    savedNow: 'saved',
    savedAgo_one: 'saved {{count}} minute ago',
    savedAgo_other: 'saved {{count}} minutes ago',
    notSaved: 'not connected'
  },
  engine: {
    starting: 'Starting the model…',
    problem: 'No model',
    again: 'Starting the model again…',
    ready: '{{pack}} · {{device}}'
  },
  shots: {
    title: 'Shots',
    total: '{{seconds}} s',
    seconds: '{{seconds}} s',
    empty: 'A storyboard is a row of shots. Press N for the first one.',
    untitled: 'Untitled shot',
    noTakes: 'no takes yet',
    takes_one: '{{count}} take',
    takes_other: '{{count}} takes'
  },
  board: {
    title: 'Board',
    layers: 'Layers',
    gridLabel: '{{layer}}: arrow keys move, L locks, R draws anew',
    cellEmpty: 'no token yet',
    cellLocked: 'locked',
    cellStale: 'stale: made under something that has changed',
    cellMasked: 'keeps still',
    cellDiffers: 'differs',
    cellEntropy: '{{bits}} bit of doubt',
    hintWhole: 'each cell is a region, over the whole {{seconds}} s',
    hintSlice: 'each cell is a region, from {{from}} to {{to}} s',
    layerMissing: '{{layer}} is not drawn yet. Press D to densify.',
    staleCount_one: '{{count}} stale token',
    staleCount_other: '{{count}} stale tokens',
    noShot: 'Add a shot to begin.',
    noPrompt: 'Write what happens in this shot.',
    noTake: 'Ready to sketch.',
    making: 'Sketching boards…',
    rerollUnlocked: 'Re-roll unlocked'
  },
  alternatives: {
    title: 'Alternatives of the cell',
    cell: 'Cell {{name}}',
    hint: 'Choose one cell to see what else it could be.',
    one: 'Alternative',
    now: 'now'
  },
  compare: {
    title: 'Compared take',
    swap: 'Swap the two takes',
    end: 'End comparing',
    wipe: 'Where one take ends and the other begins',
    differing: '{{differing}} of {{tokens}} tokens differ'
  },
  takes: {
    title: 'Takes',
    count_one: '{{count}} take',
    count_other: '{{count}} takes',
    starredOnly: 'Starred only',
    empty: 'Boards of this shot appear here, each a looping sketch.',
    making: 'Being made',
    name: 'Take {{number}}',
    seed: 'seed {{seed}}',
    from: 'from {{number}}',
    chosen: 'in the storyboard',
    starred: 'starred',
    ownName: 'Name',
    copyTo: 'Copy to',
    copyChoose: 'another shot…',
    originName: 'Made by',
    origin: {
      board: 'prompt',
      reroll: 'drawing cells anew',
      edit: 'an edit of cells',
      densify: 'densifying',
      import: 'an import',
      copy: 'a copy'
    },
    seedDraw: '{{seed}}, draw {{draw}}',
    prompt: 'Prompt',
    sampling: 'guidance {{guidance}} · variation {{temperature}} · top k {{topK}} · top p {{topP}}',
    quality: 'How well its tokens tell the video',
    layers_one: '{{count}} layer',
    layers_other: '{{count}} layers',
    bitsPerPixel: 'bits/pixel',
    rating: 'Rating',
    rate_one: '{{count}} star',
    rate_other: '{{count}} stars'
  },
  inspector: {
    title: 'Shot and take',
    empty: 'Nothing is chosen.',
    prompt: 'Prompt',
    promptExample: 'a dog runs to the right through a green meadow',
    readAs: 'Read as:',
    readAsHint: 'The pack was taught without these words and draws the nearest ones it knows',
    without: 'Without',
    withoutHint: 'What must not be seen; guidance steers away from it',
    withoutExample: 'rain, second object',
    boardCount: 'Boards per press',
    shot: 'Shot',
    dialogue: 'Dialogue',
    notes: 'Notes',
    duration: 'Seconds'
  },
  sampling: {
    title: 'Drawing',
    presets: 'Presets…',
    preset: { pack: 'The pack’s own', faithful: 'Closer to the prompt', varied: 'More surprise' },
    presetName: 'My preset {{number}}',
    fromTake: 'As this take was made',
    keepPreset: 'Keep these as a preset',
    forgetPreset: 'Forget “{{name}}”',
    guidance: 'Guidance',
    guidanceHint: 'How strictly the prompt is followed',
    variation: 'Variation',
    variationHint: 'How freely codes are drawn; 0 always takes the most probable one',
    clips: 'Clips to choose from',
    clipsHint: 'Below a board so many clips are drawn, and the one that shows the prompt best is kept; more take longer',
    clipsOfPack: '{{count}} (the pack’s own)',
    topP: 'Top p',
    topPHint: 'Draws only from the most probable codes that together have this share',
    topK: 'Top k (0: all)',
    topKHint: 'Draws only from so many of the most probable codes',
    allCodes: 'all',
    perLayer: 'Layer by layer',
    seed: 'Seed',
    seedHint: 'The same seed and prompt give the same boards; locked, the next boards begin with it',
    seedNew: 'random',
    seedLock: 'Lock the seed',
    seedDraw: 'Draw another seed'
  },
  densify: {
    title: 'Densifying take {{number}}',
    left: '{{time}} left',
    layers: 'Layers below the board',
    missing: 'missing',
    stale_one: '{{count}} stale',
    stale_other: '{{count}} stale',
    there: 'drawn',
    chosen_one: 'Draw {{count}} layer',
    chosen_other: 'Draw {{count}} layers'
  },
  player: {
    title: 'Player',
    play: 'Play',
    pause: 'Pause',
    frame: 'Frame',
    frameOf: 'Frame {{frame}} of {{frames}}',
    speed: 'Speed',
    loop: 'Loop'
  },
  storyboard: {
    title: 'Storyboard',
    noTake: 'This shot has no take yet.',
    place: 'Place in the storyboard',
    placeOf: 'Shot {{shot}} of {{shots}}',
    fullScreen: 'Full screen'
  },
  queue: {
    title: 'Queue',
    idle: 'Queue empty',
    held: 'Queue on hold',
    pill: 'Queue {{count}}',
    hold: 'Hold the queue',
    goOn: 'Go on',
    clear: 'Clear what has ended',
    empty: 'No work waits. Boards, densifying, imports and exports appear here.',
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel',
    retry: 'Try again',
    earlier: 'Earlier',
    kinds: {
      board: 'Boards',
      reroll: 'Cells anew',
      densify: 'Densify',
      decode: 'Decode',
      import: 'Import',
      export: 'Export'
    },
    states: {
      waiting: 'waiting',
      running: 'at work',
      paused: 'paused',
      done: 'done',
      failed: 'failed',
      cancelled: 'cancelled'
    },
    units: { tokens: 'tokens', frames: 'frames', bytes: 'bytes' }
  },
  import: {
    title: 'Import',
    text: 'A video becomes a take. An exported file brings its takes back, token for token. A .hitvideo file is a whole project. You can also drop files anywhere on the window.',
    pick: 'Choose files…',
    drop: 'Drop to import',
    files_one: '{{count}} file',
    files_other: '{{count}} files',
    looking: 'Looking into it…',
    nothing: 'This is neither a video nor something the studio has exported.',
    video: '{{width}} × {{height}} · {{container}}',
    prompt: 'What it shows, in words',
    start: 'Begin at second',
    fit: 'Fit the picture',
    fits: { crop: 'Fill and cut what is over', pad: 'Show all of it, with bars', stretch: 'Stretch it' },
    timing: 'If it is too short',
    timings: { hold: 'Hold the last frame', loop: 'Loop', stretch: 'Stretch it over the clip' },
    lockBoard: 'Lock the board',
    lockBoardHint: 'So that another prompt draws new detail under the same composition.',
    run: 'Import'
  },
  say: {
    take: 'Take {{number}}',
    locked: '{{name}} locked. {{count}} locked in all.',
    unlocked: '{{name}} unlocked. {{count}} locked in all.',
    undone: 'Undone',
    redone: 'Done again',
    reordered: 'Shot moved',
    failed: 'Some work failed',
    done: {
      board: 'Boards are ready',
      reroll: 'Cells are drawn anew',
      densify: 'The take is densified',
      decode: 'The clip is decoded',
      import: 'The import is done',
      export: 'The export is done'
    }
  }
}

/** i18next's plural forms: "shots_one", "shots_few" … all stand for "shots". */
type PluralBase<Key> = Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : never
type WordsOf<Tree> = {
  [Key in keyof Tree as PluralBase<Key> extends never ? Key : `${PluralBase<Key>}_other`]: Tree[Key] extends string
    ? string
    : WordsOf<Tree[Key]>
} & {
  [Key in keyof Tree as PluralBase<Key> extends never ? never : `${PluralBase<Key>}_one`]?: string
}

/** What a language file must hold. */
export type Words = WordsOf<typeof en>
