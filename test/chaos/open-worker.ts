/** The process that is killed while it migrates. Argument: folder of the library. */
import { openLibrary } from '../../src/main/database/open-library.ts'

const library = await openLibrary(process.argv[2] ?? '')
library.close()
