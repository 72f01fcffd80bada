/** Chapter 2, articles 5 and 6: the coordination mechanism and the duties of each department. */
import { type ArticleText, by, words } from './article.ts'

export const duties = {
  5: {
    name: words('协调机制', 'Coordination mechanism'),
    gist: words(
      '市里设跨部门协调机制，统管授权运营：给予、终止、撤销授权须经其审议，重大问题由其协调，专家组由其组建。',
      'A city-level mechanism of several departments deliberates on granting, terminating and revoking authorizations, settles major problems and forms the expert group.',
    ),
    rules: {
      'W5-1': words('未经协调机制审议通过，授权不得生效', 'no authorization takes effect without a passed deliberation'),
      'W5-2': words(
        '未经协调机制审议，终止、撤销不得生效；紧急暂停除外',
        'no termination or revocation takes effect without deliberation; an urgent suspension needs none',
      ),
      'W5-3': words('申明存在利害关系的专家不得评分', 'an expert who declared a conflict of interest cannot score'),
    },
    upheldBy: [
      by(
        'rule',
        '平台核验审议决议后方办理授权、终止和撤销',
        'the platform asks for the resolution before it grants, terminates or revokes',
      ),
      by('record', '留存到会成员、意见、表决和纪要', 'members present, opinions, votes and minutes are kept'),
      by('reminder', '提示待审议事项', 'open items are put before the members'),
    ],
  },
  6: {
    name: words('部门职责', 'Duties of departments'),
    gist: words(
      '数据主管部门牵头落实和督促；财政部门管非税收入；安全主管部门管安全；发改、市场监管等部门管流通交易；公共管理服务机构管本领域数据；县级市、区管本地实施。',
      'Who does what: the data authority leads, finance looks after revenue, security authorities after safety, market bodies after trading, each agency after its own data, each district after its own region.',
    ),
    rules: {
      'W6-1': words('非税收入入账只由财政部门确认', 'only finance confirms entries of non-tax revenue'),
      'W6-2': words(
        '数据的治理和审查情况只由其提供机构确认',
        'only the agency that provides an item can certify its governance and review',
      ),
      'W6-3': words('安全审查结论只由安全主管部门出具', 'only a security authority issues the result of a security review'),
    },
    upheldBy: [
      by('rule', '平台按职责限定每一事项的办理部门', 'the platform opens each act only to the department whose duty it is'),
      by('reminder', '逾期事项提示数据主管部门督办', 'overdue work is put before the data authority, which urges'),
      by('report', '各部门任务看板', 'a board of tasks for each department'),
    ],
  },
} as const satisfies Record<number, ArticleText>
