/** Every figure with its definition, from the same values that the dashboards are made of. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerTo } from '../../ask/queries.ts'
import { Page } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { Answer } from '../../parts/States.tsx'
import { useSpeech } from '../../words/words.tsx'
import { isEverybody } from '../home/homes.ts'

const FiguresPage = () => {
  const { say, words, role } = useSpeech()
  const { analytics, app } = words
  const query = useQuery(answerTo('figureTable'))
  const heads = [analytics.figure, analytics.definition, analytics.unit, analytics.source, analytics.openness, analytics.shownTo]
  return (
    <Page title={analytics.tableTitle} lead={analytics.tableLead} actions={<Link to="/analytics">{analytics.title}</Link>}>
      <Answer query={query}>
        {(lines) => (
          <Scroll name={analytics.tableTitle}>
            <table className="data cards">
              <caption className="unseen">{analytics.tableTitle}</caption>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.map((one) => (
                  <tr key={one.id}>
                    <td data-label={heads[0]}>
                      {say(one.title)}
                      <br />
                      <span className="quiet">{analytics.article(one.article)}</span>
                    </td>
                    <td data-label={heads[1]}>
                      {say(one.definition)}
                      <br />
                      <span className="quiet">{`${analytics.measure}${app.colon}${say(one.measure)}`}</span>
                    </td>
                    <td data-label={heads[2]}>{say(one.unit)}</td>
                    <td data-label={heads[3]}>{say(one.source)}</td>
                    <td data-label={heads[4]}>{say(one.openness)}</td>
                    <td data-label={heads[5]}>
                      {isEverybody(one.shownTo) ? words.actList.everybody : one.shownTo.map(role).join(app.comma)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </Answer>
    </Page>
  )
}

export default FiguresPage
