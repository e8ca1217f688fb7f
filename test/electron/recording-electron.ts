/**
 * Stands in for the `electron` module where its binary cannot be had: it records what the host asks of it and lets a test
 * raise Electron's events. It has exactly what the host uses; anything else fails the import.
 */
import { EventEmitter } from 'node:events'

type Handler = (...args: unknown[]) => unknown

class RecordingContents extends EventEmitter {
  readonly mainFrame = { url: 'studio://app/' }
  readonly sent: unknown[][] = []
  windowOpenHandler: Handler | null = null

  setWindowOpenHandler(handler: Handler): void {
    this.windowOpenHandler = handler
  }

  send(...args: unknown[]): void {
    this.sent.push(args)
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = []
  readonly webContents = new RecordingContents()
  readonly options: Record<string, unknown>
  readonly calls: string[] = []
  url = ''

  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
    BrowserWindow.opened.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.opened
  }

  async loadURL(url: string): Promise<void> {
    this.url = url
  }

  show(): void {
    this.calls.push('show')
  }

  focus(): void {
    this.calls.push('focus')
  }

  restore(): void {
    this.calls.push('restore')
  }

  /** Whether people look at the studio or at something else. */
  static isLookedAt = true

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.isLookedAt ? (BrowserWindow.opened[0] ?? null) : null
  }

  setProgressBar(progress: number): void {
    this.calls.push(`progress ${progress}`)
  }

  isMinimized(): boolean {
    return true
  }
}

class RecordingApp extends EventEmitter {
  readonly calls: string[] = []
  isReady = false
  hasLock = true

  requestSingleInstanceLock(): boolean {
    return this.hasLock
  }

  enableSandbox(): void {
    this.calls.push('enableSandbox')
  }

  async whenReady(): Promise<void> {
    await Promise.resolve()
    this.isReady = true
    this.calls.push('ready')
  }

  getLocale(): string {
    return 'de-AT'
  }

  getPath(name: string): string {
    return `/home/ada/${name}`
  }

  quit(): void {
    this.calls.push('quit')
  }

  exit(code: number): void {
    this.calls.push(`exit ${code}`)
  }
}

export const app = new RecordingApp()

export const schemes = new Map<string, Record<string, boolean>>()
export const protocolHandlers = new Map<string, (request: Request) => Promise<Response>>()
export const permissionHandlers = new Map<string, Handler>()
export const ipcHandlers = new Map<string, Handler>()
export const openedLinks: string[] = []
export const errorBoxes: string[] = []
export const exposed = new Map<string, Record<string, Handler>>()
export const invoked: unknown[][] = []

export const protocol = {
  registerSchemesAsPrivileged: (list: { scheme: string; privileges: Record<string, boolean> }[]) => {
    app.calls.push(app.isReady ? 'schemes too late' : 'schemes')
    for (const { scheme, privileges } of list) schemes.set(scheme, privileges)
  }
}

export const session = {
  defaultSession: {
    protocol: {
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => protocolHandlers.set(scheme, handler)
    },
    setPermissionRequestHandler: (handler: Handler) => permissionHandlers.set('request', handler),
    setPermissionCheckHandler: (handler: Handler) => permissionHandlers.set('check', handler),
    setDevicePermissionHandler: (handler: Handler) => permissionHandlers.set('device', handler)
  }
}

export const ipcMain = { handle: (channel: string, handler: Handler) => ipcHandlers.set(channel, handler) }

export const shell = { openExternal: async (url: string) => void openedLinks.push(url) }

export const dialog = {
  /** What the person does next in the save dialog. */
  answer: { canceled: true, filePath: '' },
  suggested: [] as string[],
  async showSaveDialog(...args: unknown[]) {
    const { defaultPath } = args.at(-1) as { defaultPath: string }
    dialog.suggested.push(defaultPath)
    return dialog.answer
  },
  /** The button that the person presses next in a question. */
  pressed: 0,
  questions: [] as string[],
  async showMessageBox(...args: unknown[]) {
    const { message } = args.at(-1) as { message: string }
    dialog.questions.push(message)
    return { response: dialog.pressed }
  },
  showErrorBox: (title: string, text: string) => void errorBoxes.push(`${title}: ${text}`)
}

export const powerSaveBlocker = {
  held: new Set<number>(),
  start: (kind: string) => {
    if (kind !== 'prevent-app-suspension') throw new Error(`no test expects ${kind}`)
    const id = powerSaveBlocker.held.size + 1
    powerSaveBlocker.held.add(id)
    return id
  },
  stop: (id: number) => void powerSaveBlocker.held.delete(id)
}

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = []
  readonly options: { readonly title: string; readonly body: string }

  constructor(options: { title: string; body: string }) {
    super()
    this.options = options
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    Notification.shown.push(this)
  }
}

interface MenuEntry {
  readonly label?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly submenu?: MenuEntry[]
  readonly click?: () => void
}

export const Menu = {
  shown: [] as MenuEntry[],
  buildFromTemplate: (template: MenuEntry[]) => template,
  setApplicationMenu: (menu: MenuEntry[]) => {
    Menu.shown = menu
  }
}

export const utilityProcess = {
  fork: () => {
    throw new Error('no test starts the engine through Electron')
  }
}

export const contextBridge = {
  exposeInMainWorld: (name: string, api: Record<string, Handler>) => exposed.set(name, api)
}

export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (...args: unknown[]) => {
    invoked.push(args)
    return { ok: true, value: null }
  }
})
