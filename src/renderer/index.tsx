/** The page's entry, in order: its policy, styles, words, the way to the host, the interface. */
import './client/forbid-eval.ts'
import './theme.css'
import './shell/shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect } from './client/connect.ts'
import { ClientProvider } from './client/client-context.tsx'
import { setupWords } from './locales/setup-words.ts'
import { App } from './shell/App.tsx'
import { NoAccess } from './shell/NoAccess.tsx'

const root = document.querySelector('#studio')
if (root === null) throw new Error('index.html has no #studio')

await setupWords()
const client = connect()

createRoot(root).render(
  <StrictMode>
    {client === null ? (
      <NoAccess />
    ) : (
      <ClientProvider client={client}>
        <App />
      </ClientProvider>
    )}
  </StrictMode>
)
