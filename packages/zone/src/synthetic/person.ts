/** A person, company or place that does not exist: each number is well formed and lies in a range that is given to nobody. */
import { isIdNumber, isLuhn, isUscc } from '../identity-numbers.ts'
import type { Chance } from './chance.ts'

export interface MadeUpPerson {
  readonly sex: '男' | '女'
  readonly name: string
  /** `1987-03-09`. */
  readonly born: string
  readonly idNumber: string
  readonly mobile: string
  readonly district: string
  readonly address: string
}

/** One row is one person: the number carries the same day of birth and the same sex as the columns beside it. */
export const madeUpPerson = (chance: Chance): MadeUpPerson => {
  const sex = chance.oneOf(['男', '女'] as const)
  const born = madeUpDay(chance, 1940, 2006)
  const district = chance.oneOf(districts)
  return {
    sex,
    born,
    district,
    name: `${chance.oneOf(surnames)}${chance.oneOf(givenNames[sex])}${chance.share() < 0.6 ? chance.oneOf(givenNames[sex]) : ''}`,
    idNumber: idNumberOf(chance, born, sex),
    mobile: `154${chance.signs(digits, 8)}`,
    address: `无锡市${district}${chance.oneOf(roads)}${chance.between(1, 399)}号${chance.between(1, 30)}幢${chance.between(1, 24)}0${chance.between(1, 4)}室`,
  }
}

export const madeUpDay = (chance: Chance, fromYear: number, toYear: number): string =>
  [chance.between(fromYear, toYear), chance.between(1, 12), chance.between(1, 28)].map((part) => String(part).padStart(2, '0')).join('-')

const digits = '0123456789'

/** No province of GB/T 2260 begins with 99, so the number is nobody's; the sign at its end is right all the same. */
const idNumberOf = (chance: Chance, born: string, sex: MadeUpPerson['sex']): string => {
  const order = chance.between(1, 498) * 2 + (sex === '男' ? 1 : 0)
  return withCheckSign(`99${chance.signs(digits, 4)}${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`, `${digits}X`, isIdNumber)
}

/** GB 32100 with a district that does not exist. */
export const madeUpUscc = (chance: Chance): string =>
  withCheckSign(`9199${chance.signs(digits, 4)}MA${chance.signs(usccSigns, 7)}`, usccSigns, isUscc)

/** ISO/IEC 7812: what begins with 9 is left to national bodies and is no bank's. */
export const madeUpBankCard = (chance: Chance): string => withCheckSign(`999999${chance.signs(digits, 12)}`, digits, isLuhn)

/** The letter Z has been given to no city of Jiangsu. */
export const madeUpPlate = (chance: Chance): string => `苏Z${chance.signs('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 5)}`

/** RFC 2606 keeps the name for examples. */
export const madeUpMail = (chance: Chance): string => `${chance.signs('abcdefghijkmnpqrstuvwxyz', 6)}${chance.between(1, 99)}@example.com`

export const madeUpCompany = (chance: Chance): string => `无锡${chance.oneOf(firms)}${chance.oneOf(firms)}${chance.oneOf(trades)}有限公司`

const usccSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const withCheckSign = (start: string, signs: string, isRight: (text: string) => boolean): string =>
  [...signs].map((sign) => `${start}${sign}`).find(isRight) ?? `${start}0`

export const districts = ['梁溪区', '锡山区', '惠山区', '滨湖区', '新吴区', '江阴市', '宜兴市'] as const
const surnames = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '周', '吴', '徐', '孙', '朱', '胡', '林', '何'] as const
const givenNames = {
  男: ['建', '伟', '强', '军', '明', '涛', '平', '峰', '磊', '华', '志', '文'],
  女: ['芳', '敏', '静', '丽', '娟', '霞', '玉', '雪', '梅', '兰', '慧', '婷'],
} as const
/** Streets of no town. */
const roads = ['云河路', '青石桥街', '望泽大道', '试样路', '新苇巷', '长堤路'] as const
const firms = ['云', '禾', '锦', '泽', '瑞', '卓', '恒', '川'] as const
const trades = ['机电', '物流', '食品', '纺织', '软件', '建材'] as const
