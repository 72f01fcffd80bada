/** A bill: its amount in figures and capitals, what it is for, and a statement whose shares add up to the fen (articles 20 and 23). */
import type { Bill } from '@yunhe/law/circulation/bill'
import { capitalAmount } from '@yunhe/law/kernel/capitals'
import type { CaseView } from '@yunhe/platform/contract'
import { Alert } from 'antd'
import { Amount } from '../../parts/Amount.tsx'
import { Day } from '../../parts/Day.tsx'
import { FactPanel } from '../../parts/FactPanel.tsx'
import { Organization } from '../../parts/Organization.tsx'
import { Section } from '../../parts/Page.tsx'
import { Scroll } from '../../parts/Scroll.tsx'
import { type Names, Value } from '../../parts/Value.tsx'
import { formatFen } from '../../words/format.ts'
import { useSpeech } from '../../words/words.tsx'
import { stateOf } from '../stateOf.ts'

const basisPoints = 10_000

const Charge = ({ bill }: { readonly bill: Bill }) => {
  const { words, field, count } = useSpeech()
  return (
    <Section title={words.bill.lines}>
      <p className="amount">
        <Amount fen={bill.amountFen} />
      </p>
      <p>
        {words.bill.capitals} <span lang="zh-CN">{capitalAmount(bill.amountFen)}</span>
      </p>
      <Scroll name={words.bill.lines}>
        <table className="data cards">
          <caption className="unseen">{words.bill.lines}</caption>
          <thead>
            <tr>
              <th scope="col">{field('product')}</th>
              <th scope="col">{field('period')}</th>
              <th scope="col" className="end">
                {field('servedCalls')}
              </th>
              <th scope="col" className="end">
                {field('unitPriceFen')}
              </th>
              <th scope="col" className="end">
                {field('amountFen')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td data-label={field('product')}>
                <Value name="product" value={bill.product} names={{}} />
              </td>
              <td data-label={field('period')}>
                <Day day={bill.from} /> — <Day day={bill.to} />
              </td>
              <td className="end" data-label={field('servedCalls')}>
                {count(bill.servedCalls)}
              </td>
              <td className="end" data-label={field('unitPriceFen')}>
                <Amount fen={bill.unitPriceFen} />
              </td>
              <td className="end" data-label={field('amountFen')}>
                <Amount fen={bill.amountFen} />
              </td>
            </tr>
          </tbody>
        </table>
      </Scroll>
    </Section>
  )
}

const Statement = ({ bill: { statement, amountFen }, names }: { readonly bill: Bill; readonly names: Names }) => {
  const { words, field, share, code } = useSpeech()
  if (!statement) return null
  const sum = statement.parts.reduce((total, part) => total + part.amountFen, 0)
  return (
    <Section title={words.bill.distribution} note={code(statement.remainder)}>
      <Scroll name={words.bill.distribution}>
        <table className="data cards">
          <caption className="unseen">{words.bill.distribution}</caption>
          <thead>
            <tr>
              <th scope="col">{field('organization')}</th>
              <th scope="col" className="end">
                {field('share')}
              </th>
              <th scope="col" className="end">
                {field('amountFen')}
              </th>
            </tr>
          </thead>
          <tbody>
            {statement.parts.map(({ organization, shareBasisPoints, amountFen: part }) => (
              <tr key={organization}>
                <td data-label={field('organization')}>
                  <Organization uscc={organization} name={names[organization]} />
                </td>
                <td className="end" data-label={field('share')}>
                  {share(shareBasisPoints / basisPoints)}
                </td>
                <td className="end" data-label={field('amountFen')}>
                  <Amount fen={part} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Alert
        type={sum === amountFen ? 'success' : 'error'}
        showIcon
        title={sum === amountFen ? words.bill.sum(formatFen(sum)) : words.bill.differs(formatFen(sum))}
      />
    </Section>
  )
}

const Collection = ({ bill: { notice, payment, receipt }, names }: { readonly bill: Bill; readonly names: Names }) => {
  const { words } = useSpeech()
  if (!notice) return null
  return (
    <Section title={words.bill.collection}>
      <FactPanel facts={{ paymentNotice: notice, payment, receipt }} names={names} />
    </Section>
  )
}

const BillFace = ({ view }: { readonly view: CaseView }) => {
  const bill = stateOf<Bill>(view)
  return (
    <>
      <Charge bill={bill} />
      <Collection bill={bill} names={view.nameByOrganization} />
      <Statement bill={bill} names={view.nameByOrganization} />
    </>
  )
}

export default BillFace
