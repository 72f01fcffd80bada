/** docs/figures.md: every figure of the dashboards with its definition, unit, source and who may see it, from the values that the screens show. */
import { type Dashboard, dashboardNames, dashboards, figureIds, figureNamed } from '@yunhe/platform/contract'
import { figureLine } from '../../packages/platform/src/views/figures/table.ts'
import { code, type Document, list, page, table } from './document.ts'

const lines = figureIds.map((id) => figureLine(id, figureNamed(id), dashboardNames))

export const figuresPage = (): Document =>
  page(
    'docs/figures.md',
    'Figures of the dashboards 运营指标',
    'Each figure is cut to the cases that its reader finds in the lists, and leads to exactly these. What a reader could not look up, and all that is shown to everybody, stands under the rules by which results leave the zone: cells behind which too few stand, or that a few make up, are taken out, and with them what would give them away by subtraction (`minimumGroup`, `dominanceContributors`, `dominanceShare`, `dominanceMarginShare` in the parameters).',
    '## The dashboards',
    list(
      dashboardNames.map((name) => {
        const { title, roles }: Dashboard = dashboards[name]
        return `${code(name)} ${title.zh}, ${title.en}: ${roles.length === 0 ? 'everybody' : roles.map(code).join(', ')}`
      }),
    ),
    '## The figures',
    table(
      ['figure', '指标', 'title', '定义', 'definition', 'unit', 'measure', 'source', 'to everybody', 'article', 'roles'],
      lines.map((one) => [
        code(one.id),
        one.title.zh,
        one.title.en,
        one.definition.zh,
        one.definition.en,
        one.unit.en,
        one.measure.en,
        one.source.en,
        one.openness.en,
        String(one.article),
        one.shownTo.join(', '),
      ]),
    ),
  )
