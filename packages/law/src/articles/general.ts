/** Chapter 1, articles 1 to 4: purpose, scope, terms and principles. */
import { type ArticleText, by, words } from './article.ts'

export const general = {
  1: {
    name: words('目的与依据', 'Purpose and legal basis'),
    gist: words(
      '说明为什么开展公共数据授权运营，以及所依据的法律、法规和政策文件。',
      'Why the city lets others work on its public data, and the laws and policies this rests on.',
    ),
    rules: {},
    upheldBy: [
      by(
        'record',
        '规则库为每条规则载明所属条款、依据和生效日期',
        'the rule library states for each rule its article, its basis and the day it takes effect',
      ),
    ],
  },
  2: {
    name: words('适用范围', 'Scope'),
    gist: words(
      '凡在本市围绕公共数据授权开展的活动，从归集到监管都归本办法管；涉密数据另按保密规定办理，目录之外和禁止开放的数据不得授权运营。',
      'Covers everything done in the city around authorized operation. State secrets follow other law; data outside the catalog or prohibited from opening must not be operated at all.',
    ),
    rules: {
      'W2-1': words('未列入公共数据资源目录的数据不得申请', 'data that is not in the catalog cannot be requested'),
      'W2-2': words('属于禁止开放的数据不得申请', 'data prohibited from opening cannot be requested'),
      'W2-3': words(
        '标注涉密的数据不得进入授权运营域，申请不予受理并告警',
        'data marked secret never enters the zone; asking for it is refused and raises an alarm',
      ),
      'W2-4': words(
        '目录属性变更为禁止开放的，涉及的在用授权自动暂停',
        'when data becomes prohibited from opening, grants in use that rest on it are suspended at once',
      ),
    },
    upheldBy: [
      by('rule', '平台按目录属性筛除不得授权的数据', 'the platform filters by the attributes in the catalog'),
      by('person', '公共管理服务机构申明数据是否涉密，保密部门监督', 'the agency declares secrecy, the secrecy authority watches over it'),
      by('report', '平台列明不予授权的数据及理由', 'the platform lists what is excluded and why'),
    ],
  },
  3: {
    name: words('用语含义', 'Terms'),
    gist: words(
      '界定公共数据产品及其七种形式、授权运营、运营单位，以及具备脱敏、访问控制、建模、溯源、接口、封存销毁六项功能的授权运营域。',
      'Defines a public data product and its seven forms, authorized operation, the operator, and the zone with its six functions.',
    ),
    rules: {
      'W3-1': words('未载明产品形式或计量单位的，不予登记', 'a product without a form or a metering unit cannot be registered'),
      'W3-2': words(
        '加工过程不在授权运营域内的，不予登记为公共数据产品',
        'what was not made inside the zone cannot be registered as a product',
      ),
    },
    upheldBy: [
      by('rule', '登记时核对产品形式、计量单位和域内溯源', 'registration checks the form, the unit and the lineage inside the zone'),
      by('report', '授权运营域逐项报告六项功能的运行状态', 'the zone reports the state of each of its six functions'),
    ],
  },
  4: {
    name: words('基本原则', 'Principles'),
    gist: words(
      '全市一盘棋，市区两级协同，守法、创新并重，安全为先。',
      'One plan, city and districts together, within the law, combining data to find new uses, safe and in order.',
    ),
    rules: {},
    upheldBy: [
      by('rule', '县级市、区人员只办理本行政区域的事项', 'people of a district act in matters of their own region only'),
      by('person', '数据主管部门统筹全市目录与规划', 'the data authority keeps one catalog and one plan for the city'),
    ],
  },
} as const satisfies Record<number, ArticleText>
