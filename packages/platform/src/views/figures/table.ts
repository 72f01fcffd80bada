/** The table of figures as it is shown: the same values that the dashboards are made from. */
import { type Dashboard, type DashboardName, dashboards } from '../../contract/dashboards.ts'
import { type Figure, type FigureId, figureUnits, measures, opennesses, sourceWords } from '../../contract/figures.ts'

export const figureLine = (id: FigureId, figure: Figure, names: readonly DashboardName[]) => ({
  id,
  article: figure.article,
  title: figure.title,
  definition: figure.definition,
  unit: figureUnits[figure.unit],
  measure: measures[figure.measure],
  source: sourceWords(figure.source),
  openness: opennesses[figure.openness],
  shownTo: [...figure.shownTo],
  dashboards: names.filter((name) => isIn(dashboards[name], id)).map((name) => dashboards[name].title),
})

const isIn = ({ heads, sections }: Dashboard, id: FigureId): boolean =>
  heads.includes(id) || sections.some(({ figures }) => figures.includes(id))
