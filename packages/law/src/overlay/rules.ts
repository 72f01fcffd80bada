/** The rules of the national overlay, by document: the point each is taken from, what it asks in our own words, and how far our text of it may be trusted. */
import { words } from '../articles/article.ts'
import type { Words } from '../kernel/words.ts'
import type { OverlayDocumentId } from './documents.ts'

/** `confirmed` from a published text, `unconfirmed` from memory or second hand, `recommended` our own way to keep a confirmed demand. */
export type Mark = 'confirmed' | 'unconfirmed' | 'recommended'

export interface OverlayRule<Article extends number = number> {
  readonly document: OverlayDocumentId
  /** The article of the measures beside which it stands. */
  readonly article: Article
  /** The part of the document that asks it; numbers of its articles are not given, since its full text was not before us. */
  readonly point: Words
  readonly gist: Words
  readonly mark: Mark
}

const asked = <const Article extends number>(
  document: OverlayDocumentId,
  article: Article,
  mark: Mark,
  point: readonly [zh: string, en: string],
  gist: readonly [zh: string, en: string],
): OverlayRule<Article> => ({ document, article, mark, point: words(...point), gist: words(...gist) })

export const overlayRules = {
  'N1-1': asked(
    'N1',
    24,
    'confirmed',
    ['登记主体和时限', 'who registers, and by when'],
    [
      '纳入授权运营范围的公共数据资源应当登记；自首次交付之日起在规定工作日内申请首次登记，此前已运行的在补登记期限内办理',
      'a resource that is in authorized operation is registered: within a set number of working days after the first delivery, or after the rule took hold for what was running before',
    ],
  ),
  'N1-2': asked(
    'N1',
    24,
    'unconfirmed',
    ['首次登记申请材料', 'file of an initial registration'],
    [
      '首次登记应当提交登记主体、合法来源、资源说明、存证、产品和服务、应用场景、安全风险评估七项材料',
      'an initial registration comes with registrant, lawful source, description, evidence deposit, products and services, scenarios, and an assessment of security risks',
    ],
  ),
  'N1-3': asked(
    'N1',
    24,
    'unconfirmed',
    ['申请前存证', 'evidence deposit before applying'],
    ['申请登记前应当完成存证，存证日不得晚于申请日', 'evidence is deposited before applying and not after'],
  ),
  'N1-4': asked(
    'N1',
    24,
    'unconfirmed',
    ['受理和一次性告知', 'acceptance, all that is missing told once'],
    [
      '申请材料不齐全的，应当一次性告知全部需要补正的内容，不得再次退回',
      'all that a file lacks is told at once: it does not go back a second time',
    ],
  ),
  'N1-5': asked(
    'N1',
    24,
    'confirmed',
    ['登记公示', 'public notice'],
    [
      '形式审核通过的应当公示满规定工作日，公示期内不得赋码',
      'what passed the form review stands in public notice for the set working days, and gets no code before',
    ],
  ),
  'N1-6': asked(
    'N1',
    24,
    'unconfirmed',
    ['公示异议', 'objections'],
    [
      '公示期内可以实名并附证据提出异议，异议未处理完毕不得赋码',
      'objections are made under a real name with evidence; while one is open no code is given',
    ],
  ),
  'N1-7': asked(
    'N1',
    24,
    'confirmed',
    ['登记有效期', 'validity'],
    ['登记自赋码之日起三年内有效', 'a registration is valid for three years from the day of its code'],
  ),
  'N1-8': asked(
    'N1',
    24,
    'unconfirmed',
    ['续展登记', 'renewal'],
    ['应当在有效期届满前规定的日期内申请续展', 'a renewal is asked for within the set days before expiry'],
  ),
  'N1-9': asked(
    'N1',
    24,
    'unconfirmed',
    ['变更登记和更正登记', 'change and correction'],
    ['申请变更、更正登记应当附证明材料', 'a change or a correction comes with evidence'],
  ),
  'N1-10': asked(
    'N1',
    24,
    'unconfirmed',
    ['注销登记', 'cancellation'],
    ['注销登记应当属于规定情形并说明情况', 'a cancellation names one of the cases in which it is allowed, and what happened'],
  ),
  'N1-11': asked(
    'N1',
    24,
    'unconfirmed',
    ['授权运营资源的有效期', 'validity of a resource in authorized operation'],
    [
      '授权运营资源的登记有效期不超过授权运营期限',
      'a resource in authorized operation is registered for no longer than the authorized period',
    ],
  ),
  'N2-1': asked(
    'N2',
    9,
    'unconfirmed',
    ['实施方案内容', 'contents of the implementation plan'],
    [
      '开展授权运营应当编制实施方案，写明必要性、数据范围、授权模式、遴选条件和方式、场景和预期成效、技术路线、价格和收益、安全和个人信息保护、期限退出与资产处置及监督',
      'an implementation plan says why, which data, which mode, how the operator is chosen, scenarios and effects, technical route, prices and benefits, security and personal information, term, exit and assets, supervision',
    ],
  ),
  'N2-2': asked(
    'N2',
    9,
    'unconfirmed',
    ['实施方案审定', 'how the plan is decided'],
    ['实施方案应当按照“三重一大”决策程序集体审定', 'the plan is decided collectively, by the procedure for major matters'],
  ),
  'N2-3': asked(
    'N2',
    11,
    'unconfirmed',
    ['授权运营协议内容', 'contents of the agreement'],
    [
      '授权运营协议应当载明范围、期限、产品和服务清单及标准、价格和收益、资产权属和处置、安全和应急、信息披露、违约责任、争议解决及变更退出',
      'the agreement states scope, period, products with their standards, prices and benefits, assets, security and emergencies, disclosure, breach, disputes, change and exit',
    ],
  ),
  'N2-4': asked(
    'N2',
    11,
    'confirmed',
    ['授权运营期限', 'authorized period'],
    [
      '授权运营期限原则上最长五年；本市办法的两年更严，从其规定',
      'a period is five years at most; the two years of the measures are stricter and stay',
    ],
  ),
  'N2-5': asked(
    'N2',
    7,
    'confirmed',
    ['运营机构', 'the operating institution'],
    ['运营机构应当是法人组织', 'the operator is a legal person'],
  ),
  'N2-6': asked(
    'N2',
    27,
    'unconfirmed',
    ['不得再开发', 'no re-development'],
    [
      '运营机构不得直接或者通过他人对本范围内已交付的产品和服务再开发',
      'the operator does not, itself or through others, develop further what was delivered within its own scope',
    ],
  ),
  'N3-1': asked(
    'N3',
    22,
    'confirmed',
    ['最高准许收入的构成', 'what the maximum permitted revenue is made of'],
    [
      '最高准许收入等于运营成本、准许利润与税金之和，成本应当扣除政府补助',
      'maximum permitted revenue is cost plus permitted profit plus tax, with subsidies taken off the cost',
    ],
  ),
  'N3-2': asked(
    'N3',
    22,
    'confirmed',
    ['最高准许收入的核定', 'who determines it'],
    [
      '最高准许收入由发展改革部门会同数据主管部门核定，未核定的不得新开通有偿使用',
      'development-and-reform determines it together with the data department; without it no new paid use begins',
    ],
  ),
  'N3-3': asked(
    'N3',
    22,
    'unconfirmed',
    ['准许利润', 'permitted profit'],
    [
      '准许利润不超过成本与准许利润率之积；利润率未见公布的，应当逐案说明依据',
      'permitted profit is at most cost times the permitted rate; while no rate is published each determination says what it rests on',
    ],
  ),
  'N3-4': asked(
    'N3',
    22,
    'recommended',
    ['收入控制', 'income within the maximum'],
    [
      '期内有偿收入达到预警线的应当提示，达到最高准许收入的不得新开通有偿使用',
      'paid income near the maximum is warned of; once it is reached no new paid use begins',
    ],
  ),
  'N3-5': asked(
    'N3',
    22,
    'confirmed',
    ['超收扣减', 'what was earned above it'],
    ['实际收入超过最高准许收入的部分在下一周期扣减', 'income above the maximum is taken off the next period'],
  ),
  'N3-6': asked(
    'N3',
    22,
    'confirmed',
    ['上限收费标准报告', 'ceiling prices are reported'],
    [
      '授权主体制定的上限收费标准应当书面报告发展改革部门和数据主管部门',
      'the ceiling prices that the authorizing party sets are reported in writing to both departments',
    ],
  ),
  'N3-7': asked(
    'N3',
    22,
    'confirmed',
    ['免费使用', 'free of charge'],
    ['用于公共治理、公益事业的产品和服务不得收费', 'what serves governance or the public good is free of charge'],
  ),
  'N3-8': asked(
    'N3',
    22,
    'confirmed',
    ['计费单位', 'units of charge'],
    ['有偿产品应当按照产品件数、服务次数、使用时长或者调用次数计费', 'a paid product is charged by products, services, time or calls'],
  ),
  'N4-1': asked(
    'N4',
    24,
    'confirmed',
    ['实施机构披露内容', 'what the implementing institution discloses'],
    [
      '实施机构每年披露机构信息、授权情况和上限收费标准',
      'the implementing institution discloses itself, its authorizations and the ceiling prices',
    ],
  ),
  'N4-2': asked(
    'N4',
    24,
    'confirmed',
    ['运营机构披露内容', 'what the operator discloses'],
    [
      '运营机构每年披露机构信息、获得授权的数据资源、产品和服务清单及实际价格',
      'the operator discloses itself, the resources it obtained, its products and services, and the prices it takes',
    ],
  ),
  'N4-3': asked(
    'N4',
    24,
    'confirmed',
    ['披露时限', 'by when'],
    ['每年三月底前披露上一年度信息', 'by the end of March for the year before'],
  ),
} as const satisfies Record<string, OverlayRule>
export type OverlayRuleId = keyof typeof overlayRules
export const overlayRuleIds = Object.keys(overlayRules) as readonly OverlayRuleId[]
