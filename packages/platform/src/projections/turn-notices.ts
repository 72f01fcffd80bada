/** Tells people, in the transaction of each act, that a case has come to them. What was told is no projection: a replay tells nobody again. */
import { type Day, dayOf, type Instant } from '@yunhe/law'
import { type Follower, refOf } from '../store/log.ts'
import { writeFixed } from '../store/pen.ts'
import { turnKey } from './case-row.ts'
import type { AnyProcedure } from './procedures.ts'

/** Comes before the table of cases is written: whoever had the turn already is told nothing. */
export const tellWhoseTurn =
  (procedureNamed: (name: string) => AnyProcedure): Follower =>
  async (tx, { procedure, id, expected, events, folded, ground }) => {
    const turns = procedureNamed(procedure).turns(folded)
    if (turns.length === 0) return
    const mark = `turn ${refOf(`${procedure}/${id}`, expected + events.length)}`
    const day: Day = ground.on ?? dayOf(ground.at as Instant)
    const due = turns.flatMap((turn) => turn.due ?? []).sort()[0] ?? null
    await writeFixed(tx, tell, [mark, procedure === 'urge' ? 'urge' : 'turn', procedure, id, due, day, [...new Set(turns.map(turnKey))]])
  }

const tell = `insert into notices (mark, kind, whose, procedure, id, due, day)
  select $1, $2, news.whose, $3, $4, $5, $6
  from (select array(select key from unnest($7::text[]) with ordinality as wanted(key, place)
    where not exists (select from cases where procedure = $3 and id = $4 and turns @> array[key]) order by place) as whose) as news
  where cardinality(news.whose) > 0 on conflict (mark) do nothing`
