/** A yearly assessment: how its grade came about, term by term, and how little of one indicator would have changed it (article 29). */
import { useQuery } from '@tanstack/react-query'
import type { CaseView, GradeArithmetic } from '@yunhe/platform/contract'
import { Alert, Tag } from 'antd'
import { answerTo } from '../../ask/queries.ts'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer, Nothing } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'

type Known = { readonly known: GradeArithmetic }

/** Hundredths of a point: 8,650 is 86.5. */
const pointsIn = (hundredths: number): number => hundredths / 100
const basisPoints = 10_000

const Terms = ({ known: { terms, sum, total, lines, grade, agrees } }: Known) => {
  const { words, count, share } = useSpeech()
  const say = words.evaluation
  return (
    <>
      <Scroll name={say.arithmetic}>
        <table className="data cards">
          <caption className="unseen">{say.arithmetic}</caption>
          <thead>
            <tr>
              <th scope="col">{say.indicator}</th>
              <th scope="col" className="end">
                {say.points}
              </th>
              <th scope="col" className="end">
                {say.weight}
              </th>
              <th scope="col" className="end">
                {say.product}
              </th>
            </tr>
          </thead>
          <tbody>
            {terms.map(({ indicator, name, points, weight, product }) => (
              <tr key={indicator}>
                <td data-label={say.indicator}>{name}</td>
                <td data-label={say.points} className="end">
                  {count(points)}
                </td>
                <td data-label={say.weight} className="end">
                  {share(weight / basisPoints)}
                </td>
                <td data-label={say.product} className="end">
                  {count(pointsIn(product / 100))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>
        {say.sum} {count(pointsIn(sum / 100))} · {say.total} <strong>{count(pointsIn(total))}</strong> · {say.lines}{' '}
        {lines.map(count).join(words.app.comma)} · {say.grade} <Tag color={grade === 'D' ? 'error' : 'success'}>{grade}</Tag>
      </p>
      <Alert type={agrees ? 'success' : 'error'} showIcon title={agrees ? say.agrees : say.differs} />
    </>
  )
}

const Otherwise = ({ known: { terms, sensitivity } }: Known) => {
  const { words, count } = useSpeech()
  const say = words.evaluation
  return (
    <>
      <h3>{say.sensitivity}</h3>
      <dl className="facts">
        {sensitivity.map(({ indicator, better, worse }) => (
          <div key={indicator} className="fact wide">
            <dt>{terms.find((one) => one.indicator === indicator)?.name ?? indicator}</dt>
            <dd>
              {better ? say.better(count(better.points), count(better.change), better.grade) : say.noBetter}
              {words.app.comma}
              {worse ? say.worse(count(worse.points), count(-worse.change), worse.grade) : say.noWorse}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const isScored = ({ stage }: CaseView): boolean => stage === 'scored' || stage === 'final'

const Scored = ({ id }: { readonly id: string }) => {
  const query = useQuery(answerTo('gradeArithmetic', { params: { id } }))
  return (
    <Answer query={query}>
      {(known) => (
        <>
          <Terms known={known} />
          <Otherwise known={known} />
        </>
      )}
    </Answer>
  )
}

const AssessmentFace = ({ view }: { readonly view: CaseView }) => {
  const { words } = useSpeech()
  return (
    <Section title={words.evaluation.arithmetic}>
      <p className="quiet">{words.evaluation.arithmeticLead}</p>
      {isScored(view) ? <Scored id={view.id} /> : <Nothing>{words.evaluation.notScored}</Nothing>}
    </Section>
  )
}

export default AssessmentFace
