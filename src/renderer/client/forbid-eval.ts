/**
 * Tells zod not to compile its schemas with `new Function`: the page's policy forbids it, and already the attempt is
 * reported as a violation. Must be imported before the first schema is used.
 */
import { z } from 'zod'

z.config({ jitless: true })
