/** Chapter 5, articles 20 to 23: benefits, trading, prices and revenue. */
import { type ArticleText, by, words } from './article.ts'

export const circulation = {
  20: {
    name: words('投入与收益', 'Contribution and benefit'),
    gist: words(
      '谁投入、谁贡献、谁受益；各方怎样分担成本、分享收益，由协议约定，方式可以多样。',
      'Who invests and contributes shares the benefit: cost sharing, profit sharing, equity or shared rights may be agreed.',
    ),
    rules: {
      'W20-1': words('同一分配规则的份额合计应当为百分之百', 'the shares of one distribution rule sum to 100 %'),
      'W20-2': words('有偿产品没有生效的分配规则的，不得定价', 'a paid product cannot be priced without a distribution rule in force'),
      'W20-3': words('分配结算单不得修改，更正以冲销方式办理', 'a statement never changes; it is corrected by a contra entry'),
    },
    upheldBy: [
      by('rule', '平台校验份额和规则是否生效', 'the platform checks the shares and that the rule is in force'),
      by('record', '留存各方投入和分配协议', 'contributions and agreements are kept'),
      by('report', '按期向各方出具结算单', 'each party gets its statement for each period'),
    ],
  },
  21: {
    name: words('流通交易', 'Trading'),
    gist: words(
      '产品通过数据安全审核后，在合法的数据交易平台流通。',
      'A product that passed the data-security review is traded on a lawful trading platform.',
    ),
    rules: {
      'W21-1': words('未通过安全审核或者无有效登记证书的，不得挂牌', 'no listing without a passed security review and a valid certificate'),
      'W21-2': words('交易场所不在名录或者许可到期的，不得挂牌', 'a venue that is not on the list or whose licence expired is refused'),
      'W21-3': words(
        '成交记录应当载明交易场所、挂牌编号和购买方代码',
        'a sale names its venue, its listing number and the code of the buyer',
      ),
    },
    upheldBy: [
      by('rule', '平台核对审核、证书和交易场所名录', 'the platform checks review, certificate and venue'),
      by('record', '留存挂牌和成交记录', 'listings and sales are kept'),
      by('person', '运营单位推广产品，市场监管等部门监督交易', 'the operator promotes its products, market bodies watch the trade'),
    ],
  },
  22: {
    name: words('产品定价', 'Pricing'),
    gist: words(
      '定价要合法、公平，收益要合理；约定了定价机制的，严格照办。',
      'Prices are lawful, fair to all and give a reasonable return; the agreed pricing mechanism is kept.',
    ),
    rules: {
      'W22-1': words('价格不得高于上限收费标准', 'a price above the ceiling is refused'),
      'W22-2': words('用于公共治理、公益事业的，不得收费', 'use for public governance or public good cannot have a price'),
      'W22-3': words(
        '同一产品、同一场景、同等条件价格不同的，应当记载理由',
        'a different price for the same product, scenario and terms needs a recorded ground',
      ),
    },
    upheldBy: [
      by('rule', '平台核对上限、用途和同等条件', 'the platform checks the ceiling, the purpose and equal terms'),
      by('record', '留存价格变动及理由', 'each change of price is kept with its reason'),
      by('report', '公开价格清单', 'the price list is public'),
    ],
  },
  23: {
    name: words('有偿使用与非税收入', 'Paid use and non-tax revenue'),
    gist: words(
      '有偿使用的收入属于非税收入，可用来支持数据提供机构的数字化工作；公共治理、公益事业有条件无偿，产业、行业发展有条件有偿。',
      'Income from paid use is non-tax revenue and may fund the digital work of agencies. Use for governance and public good is free under conditions, use for industry is paid under conditions.',
    ),
    rules: {
      'W23-1': words('用途未确定的，不予提供数据', 'without a stated purpose nothing is granted'),
      'W23-2': words('有偿使用未定收费规则的，不得启用', 'paid use without a fee rule cannot start'),
      'W23-3': words('逾期未缴款的，停止新的授权', 'unpaid beyond the due date, no new grant'),
      'W23-4': words('平台不收款，入账只由财政部门办结', 'the platform never takes money as its own; only finance closes the entry'),
      'W23-5': words('无偿使用转作商用的，启动收费方式变更', 'free use that turns out commercial opens a change of regime'),
    },
    upheldBy: [
      by('rule', '用途决定收费方式', 'the purpose decides the fee regime'),
      by('record', '账单、缴款通知、票据逐笔留存', 'bills, notices and receipts are kept one by one'),
      by('person', '财政部门确认入账并安排使用', 'finance confirms the entry and decides on the use of the money'),
    ],
  },
} as const satisfies Record<number, ArticleText>
