/** A process that measures something, and the parent's side of it: only one of them works at a time. */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

interface Call {
  readonly id: number
  readonly method: string
  readonly params: unknown
}

type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string }

/**
 * Answers the parent's calls in this process, and ends with it.
 * @param methods by name; each gets the parameters that the parent sent
 */
export function serve(methods: Readonly<Record<string, (params: never) => Promise<unknown>>>): void {
  process.on('message', (message) => {
    const { id, method, params } = message as Call
    const answer = (reply: Reply) => void process.send?.(reply)
    const found = methods[method]
    if (!found) throw new Error(`There is no method ${method}`)
    found(params as never).then(
      (result) => answer({ id, result }),
      (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) })
    )
  })
  process.on('disconnect', () => process.exit(0))
}

export class Child {
  private readonly process: ChildProcess
  private readonly pending = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  private nextId = 1

  /** @param module URL of a module that calls `serve` */
  constructor(module: URL) {
    this.process = fork(fileURLToPath(module), [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] })
    this.process.on('message', (message) => {
      const reply = message as Reply
      const call = this.pending.get(reply.id)
      this.pending.delete(reply.id)
      if ('error' in reply) call?.reject(new Error(reply.error))
      else call?.resolve(reply.result)
    })
    const fail = (reason: string) => {
      for (const { reject } of this.pending.values()) reject(new Error(reason))
      this.pending.clear()
    }
    this.process.on('exit', (code, signal) => fail(`its process ended (${signal ?? `exit code ${code}`})`))
    this.process.on('error', (error) => fail(error.message))
  }

  /** Rejects with what the method threw, or with how the process ended. */
  call<Result>(method: string, params: unknown = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      const id = this.nextId++
      this.pending.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.process.send({ id, method, params } satisfies Call, (error) => error && reject(error))
    })
  }

  stop(): void {
    this.process.kill('SIGKILL')
  }
}
