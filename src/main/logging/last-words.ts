/** Writes down why a process ends before its time. */
import type { Log } from './log.ts'

/**
 * Logs an error that nobody caught. It does not save the process: after such an error nothing is known to be right, and
 * what was shown as done is in the database.
 */
export function setupLastWords(log: Log): void {
  process.on('uncaughtExceptionMonitor', (error) => log.error({ error }, 'the studio ends because of a defect'))
}
