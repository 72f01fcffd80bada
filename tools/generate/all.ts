/** All generated documents. */
import { acts } from './acts.ts'
import { clocks } from './clocks.ts'
import type { Document } from './document.ts'
import { figuresPage } from './figures.ts'
import { handbook } from './handbook.ts'
import { openApi } from './openapi.ts'
import { redteam } from './redteam.ts'
import { regulation } from './regulation.ts'
import { routesPage } from './routes.ts'
import { settings } from './settings.ts'
import { stageMoves } from './stage-moves.ts'
import { tables } from './tables.ts'

export const allDocuments = async (): Promise<readonly Document[]> => [
  regulation(),
  acts(),
  clocks(),
  figuresPage(),
  ...handbook(),
  openApi(),
  redteam(),
  await routesPage(),
  settings(),
  stageMoves(),
  tables(),
]
