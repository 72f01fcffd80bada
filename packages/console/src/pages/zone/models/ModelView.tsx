/** One model of the workspace: what is known of it, and a place to score with it. */
import { useQuery } from '@tanstack/react-query'
import type { Model } from '../../../ask/models.ts'
import { askZone, type Pass } from '../../../ask/zone.ts'
import { Answer } from '../../../parts/States.tsx'
import { useSpeech } from '../../../words/words.tsx'
import { ModelCard } from './ModelCard.tsx'
import { ScoreForm } from './ScoreForm.tsx'

export const ModelView = ({ model: id, pass, workspace }: { readonly model: string; readonly pass: Pass; readonly workspace: string }) => {
  const { words } = useSpeech()
  const { models } = words
  const query = useQuery({
    queryKey: ['zone', 'model', id],
    queryFn: () => askZone<Model>(pass, 'GET', `/models/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Answer query={query}>
      {(model) => (
        <div className="model">
          <ModelCard model={model} />
          <h4>{models.score}</h4>
          <ScoreForm model={model} pass={pass} workspace={workspace} />
        </div>
      )}
    </Answer>
  )
}
