/** Opens the page: words, the way to the host, the studio's stores, the interface. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ClientProvider } from '../client/client-context.tsx'
import { connect } from '../client/connect.ts'
import { setupWords } from '../locales/setup-words.ts'
import { StudioProvider } from '../store/studio-context.tsx'
import { createStudio } from '../store/studio.ts'
import { App } from './App.tsx'
import { NoAccess } from './NoAccess.tsx'

export async function openPage(): Promise<void> {
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
          <StudioProvider studio={createStudio(client)}>
            <App />
          </StudioProvider>
        </ClientProvider>
      )}
    </StrictMode>
  )
}
