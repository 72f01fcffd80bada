/** What is known of a model: its verdict, its card, what it is and how well it does for whom. The same to whoever made it and to whoever reviews it. */
import { Alert } from 'antd'
import type { Model, ShownFigures, TrainedModel } from '../../../ask/models.ts'
import { useSpeech } from '../../../words/words.tsx'
import { Lineage } from '../Lineage.tsx'
import { figureText } from './figure.ts'
import { Pictures } from './Pictures.tsx'
import { Table } from './Table.tsx'
import { Verdict } from './Verdict.tsx'

export const Figures = ({ name, figures }: { readonly name: string; readonly figures: readonly ShownFigures[] }) => {
  const { words, count } = useSpeech()
  const { models } = words
  const names = [...new Set(figures.flatMap((one) => Object.keys(one.figures)))]
  const order = ['train', 'validation', 'test']
  return (
    <Table
      name={name}
      head={[models.scope, models.subjects, ...names.map((key) => (models.figureNames as Readonly<Record<string, string>>)[key] ?? key)]}
      rows={figures
        .toSorted((one, other) => order.indexOf(one.scope) - order.indexOf(other.scope))
        .map(({ scope, subjects, figures: all }) => ({
          key: scope,
          cells: [
            (models.scopes as Readonly<Record<string, string>>)[scope] ?? scope,
            count(subjects),
            ...names.map((key) => (
              <span key={key} className="figure">
                {figureText(all[key])}
              </span>
            )),
          ],
        }))}
    />
  )
}

const Facts = ({ model }: { readonly model: Model }) => {
  const { words, share, instant } = useSpeech()
  const { models } = words
  const parameters = models.parameters as Readonly<Record<string, { readonly name: string }>>
  const learner = (name: string) => (models.learners as Readonly<Record<string, { readonly name: string }>>)[name]?.name ?? name
  const facts: readonly (readonly [string, string])[] =
    model.origin === 'imported'
      ? [
          [models.origin, models.origins.imported],
          [models.at, instant(model.at)],
          [models.hash, model.hash.slice(0, 16)],
        ]
      : [
          [models.origin, models.origins.trained],
          [models.learner, learner(model.learner.learner)],
          [models.runtime, models.runtimes[model.runtime]],
          ...(model.target === undefined ? [] : [[models.target, model.target.column] as const]),
          ...Object.entries(model.learner)
            .filter(([name]) => parameters[name] !== undefined)
            .map(([name, value]) => [parameters[name]?.name ?? name, String(value)] as const),
          [models.split, `${share(model.shares.validation)} / ${share(model.shares.test)}`],
          [models.seed, String(model.seed)],
          [models.data, String(model.dataVersion)],
          [models.at, instant(model.at)],
          [models.hash, model.hash.slice(0, 16)],
          [models.features, model.featuresHash.slice(0, 16)],
        ]
  return (
    <dl className="facts">
      {facts.map(([name, text]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

const Trained = ({ model }: { readonly model: TrainedModel }) => {
  const { words } = useSpeech()
  const { models } = words
  return (
    <>
      {model.leaks.length > 0 ? <Alert type="warning" showIcon title={models.leaks(model.leaks.join(words.app.comma))} /> : null}
      <h4>{models.figures}</h4>
      <Figures name={models.figures} figures={model.measured} />
      {model.groups.length > 0 ? (
        <>
          <h4>{models.groups}</h4>
          <Figures name={models.groups} figures={model.groups} />
        </>
      ) : null}
      <Pictures pictures={model.pictures} />
      {model.left.length > 0 ? (
        <p>
          {models.left}
          {words.app.colon}
          {model.left.map(({ from, why }) => `${from} (${models.leftWhy[why]})`).join(words.app.comma)}
        </p>
      ) : null}
      <details>
        <summary>{models.lineageOf}</summary>
        <Lineage lineage={model.lineage} />
        <pre className="code">{model.sql}</pre>
      </details>
    </>
  )
}

export const ModelCard = ({ model }: { readonly model: Model }) => {
  const { words } = useSpeech()
  const { models } = words
  return (
    <>
      <h4>{models.verdict}</h4>
      <Verdict {...model.verdict} />
      <h4>{models.card}</h4>
      <p>{model.card.purpose}</p>
      {model.card.limits === '' ? null : <p className="quiet">{model.card.limits}</p>}
      <h4>{models.facts}</h4>
      <Facts model={model} />
      {model.origin === 'trained' ? <Trained model={model} /> : null}
    </>
  )
}

export default ModelCard
