/** docs/redteam.md: the attacks that a live zone is put under, by class, with the refusal each must meet. */
import { attacks } from '../../packages/zone/redteam/all.ts'
import { code, type Document, page, table } from './document.ts'

export const redteam = (): Document => {
  const classes = [...new Set(attacks.map((attack) => attack.class))].sort()
  return page(
    'docs/redteam.md',
    'Attacks on the zone 攻击测试',
    `\`npm run redteam\` starts a zone on the loopback with keys made for the run, plants invented people and carries out these ${attacks.length} attacks; it fails if one gets through. With \`--json\` it writes one object an attack: \`id\`, \`class\`, \`expected\`, \`got\`, \`passed\`. The same list runs in \`npm test\`.`,
    'Attacks named `text-` go as an analyst to the workspace over HTTP; `run-` skip the check of the text and meet the sandbox alone; `process-` are a hostile program in that sandbox and need isolation A or B; `out-` are values of a result. Where several answers are named, any of them is a refusal. After all of them the zone must still do a normal job.',
    ...classes.flatMap((of) => {
      const within = attacks.filter((attack) => attack.class === of)
      return [
        `## ${of} (${within.length})`,
        table(
          ['attack', 'must meet'],
          within.map(({ id, expected }) => [code(id), expected.split('|').map(code).join(' or ')]),
        ),
      ]
    }),
  )
}
