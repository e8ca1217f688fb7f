/** The page: prompt on the left, clip on the right. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useClient } from '../client/client-context.tsx'
import { ClipPlayer } from '../player/ClipPlayer.tsx'
import { ProgressList } from '../progress/ProgressList.tsx'
import { PromptForm } from '../prompt/PromptForm.tsx'
import { createClipStore } from '../store/clip-store.ts'
import { usePack } from '../store/use-pack.ts'
import { StatusLine } from './StatusLine.tsx'

export function App() {
  const { t } = useTranslation()
  const client = useClient()
  const [store] = useState(() => createClipStore(client))
  const clip = useStore(store)
  const { pack, problem } = usePack()
  return (
    <div className="app">
      <header>
        <h1>{t('title')}</h1>
        <StatusLine pack={pack} problem={problem} />
      </header>
      <main>
        <div className="column">
          <p className="quiet">{t('subtitle')}</p>
          <PromptForm
            isWorking={clip.isWorking}
            hasClip={clip.outcome?.status === 'done'}
            onMake={(prompt, seed) => void store.make(prompt, seed)}
            onCancel={() => void store.cancel()}
          />
          <ProgressList stages={clip.stages} isWorking={clip.isWorking} pack={pack} />
        </div>
        <ClipPlayer prompt={clip.prompt} outcome={clip.outcome} promptRead={clip.promptRead} />
      </main>
    </div>
  )
}
