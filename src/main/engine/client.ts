/**
 * The services' side of the engine: starts the process, sends typed requests, hands on events, restarts it after a death.
 *
 * Lifecycle: nothing runs before the first `call` or `ready`; after `stop` nothing runs any more and calls are refused.
 */
import type {
  EngineDescription,
  EngineEvent,
  EngineMethod,
  EngineParams,
  EngineResults
} from '../../shared/contract/engine.ts'
import { EngineLostError, fromWireError, type StudioError } from '../../shared/errors.ts'
import { EngineDiedError, type ReachedStep } from './engine-died-error.ts'
import { findEngineModule, forkWithNode, type EngineFork, type EngineHost } from './host.ts'
import type { EngineSetup, FromEngine } from './protocol.ts'

export interface EngineClientOptions {
  readonly setup: EngineSetup
  /** How to start the process; Node's fork by default. */
  readonly fork?: EngineFork
  /** The engine's module; found beside this one by default. */
  readonly modulePath?: string
  /** Told after every death of the process, before the calls under way are rejected. */
  readonly onDeath?: (error: EngineDiedError) => void
}

export interface CallOptions {
  /** Cancels: `generate` and `decode` then resolve with `status: 'cancelled'` and what there is. */
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: EngineEvent) => void) | undefined
}

interface PendingCall {
  readonly operation: string
  readonly onEvent: CallOptions['onEvent']
  reached: ReachedStep | null
  resolve(result: EngineResults[EngineMethod]): void
  reject(error: Error): void
}

interface Running {
  readonly host: EngineHost
  readonly started: Promise<void>
  isReady: boolean
  settle(error: Error | null): void
}

export class EngineClient {
  private readonly options: EngineClientOptions
  private readonly pending = new Map<number, PendingCall>()
  private running: Running | null = null
  private nextId = 1
  private isStopped = false

  constructor(options: EngineClientOptions) {
    this.options = options
  }

  /** Process id of the engine while it runs. */
  get pid(): number | undefined {
    return this.running?.host.pid
  }

  /** Starts the engine if it does not run, loads the pack and describes both. Rejects with a PackError for a bad pack. */
  ready(): Promise<EngineDescription> {
    return this.call('describe', {})
  }

  /**
   * Calls a method of the engine.
   * Several calls may be under way: they take turns between steps.
   * @throws StudioError: InvalidInputError for a bad request, EngineFailedError, EngineDiedError, PackError
   */
  async call<Method extends EngineMethod>(
    method: Method,
    params: EngineParams<Method>,
    { signal, onEvent }: CallOptions = {}
  ): Promise<EngineResults[Method]> {
    const running = this.start()
    await running.started
    const id = this.nextId++
    const cancel = () => running.host.send({ type: 'cancel', id })
    try {
      return await new Promise<EngineResults[Method]>((resolve, reject) => {
        const settle = resolve as (result: EngineResults[EngineMethod]) => void
        if (this.running !== running) {
          reject(new EngineDiedError(method, 'it ended while starting', null))
          return
        }
        this.pending.set(id, { operation: method, onEvent, reached: null, resolve: settle, reject })
        running.host.send({ type: 'call', id, method, params })
        if (signal?.aborted) cancel()
        signal?.addEventListener('abort', cancel)
      })
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  /** Ends the process at once; calls under way are rejected. */
  stop(): void {
    this.isStopped = true
    this.running?.host.kill()
    this.end('the studio is closing')
  }

  private start(): Running {
    if (this.isStopped) {
      throw new EngineLostError({
        operation: 'use the engine',
        reason: 'it has been stopped',
        remedy: 'Start the studio again'
      })
    }
    if (this.running) return this.running
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // Calls wait for it and get the error; a start that nobody waits for must not end the services.
    promise.catch(() => undefined)
    const host = (this.options.fork ?? forkWithNode)(this.options.modulePath ?? findEngineModule(), {
      onMessage: (message) => this.receive(running, message),
      onExit: (reason) => {
        if (this.running === running) this.end(reason)
      }
    })
    const running: Running = {
      host,
      started: promise,
      isReady: false,
      settle: (error) => (error ? reject(error) : resolve())
    }
    this.running = running
    host.send({ type: 'setup', setup: this.options.setup })
    return running
  }

  private receive(running: Running, message: FromEngine): void {
    if (message.type === 'ready') {
      running.isReady = true
      running.settle(null)
      return
    }
    if (message.type === 'failed') {
      this.running = null
      running.settle(fromWireError(message.error))
      running.host.kill()
      return
    }
    const call = this.pending.get(message.id)
    if (!call) return
    if (message.type === 'event') {
      if (message.event.type === 'step') call.reached = message.event
      call.onEvent?.(message.event)
      return
    }
    this.pending.delete(message.id)
    if (message.type === 'result') call.resolve(message.result)
    else call.reject(fromWireError(message.error) satisfies StudioError)
  }

  /** Rejects everything under way and, after an unexpected death of a working engine, starts it again. */
  private end(reason: string): void {
    const running = this.running
    this.running = null
    const calls = [...this.pending.values()]
    this.pending.clear()
    if (!running) return
    const furthest = calls.find((call) => call.reached)?.reached ?? null
    if (!this.isStopped) this.options.onDeath?.(new EngineDiedError('run the engine', reason, furthest))
    running.settle(new EngineDiedError('start the engine', reason, null))
    for (const call of calls) call.reject(new EngineDiedError(call.operation, reason, call.reached))
    // One that died while starting would die again: the next call tries, not a loop.
    if (running.isReady && !this.isStopped) this.start()
  }
}
