/** Whether a model may leave the zone or serve: each check that was made with what it measured, its bound, and its reasons in words (articles 3 and 16). */
import type { CheckOutcome, Finding } from '../outputs/check.ts'

/** Parameters of the verdict; a decision may be stricter. */
export interface VerdictBounds {
  /** Fewest subjects behind a leaf, a cluster, a column or a category: the strictest of the tables that were read. */
  readonly minimumGroup: number
  /** How much better than chance an attack may tell who was in the training data. */
  readonly mostAdvantage: number
  readonly mostAttackAuc: number
  /** Share of members an attack may find while it accuses one in a hundred of the others. */
  readonly mostFoundAtOnePercent: number
  /** How much better a model may be on its training data than on the test. */
  readonly mostGap: number
  /** Share of what a parameter rests on that two subjects may make up. */
  readonly topTwoShare: number
  readonly fewestSubjectsPerParameter: number
  /** Fewest subjects on each side for the attack to say anything. */
  readonly fewestAttacked: number
}

export const standardBounds: Omit<VerdictBounds, 'minimumGroup'> = {
  mostAdvantage: 0.1,
  mostAttackAuc: 0.6,
  mostFoundAtOnePercent: 0.05,
  mostGap: 0.1,
  topTwoShare: 0.9,
  fewestSubjectsPerParameter: 10,
  fewestAttacked: 100,
}

/** `measured` and `bound` are left out where a check counts cases instead. */
export interface ModelCheck extends CheckOutcome {
  readonly measured?: number
  readonly bound?: number
}

export interface ModelVerdict {
  /** All checks passed: it may be asked to leave or to serve. *Rules passed* and *reviewed by people* are two facts. */
  readonly passed: boolean
  readonly checks: readonly ModelCheck[]
  readonly bounds: VerdictBounds
}

export const verdictOf = (checks: readonly ModelCheck[], bounds: VerdictBounds): ModelVerdict => ({
  passed: checks.length > 0 && checks.every(({ passed }) => passed),
  checks,
  bounds,
})

const mostFindings = 20

export const modelCheck = (
  check: string,
  findings: readonly Finding[],
  figures: Pick<ModelCheck, 'measured' | 'bound'> = {},
): ModelCheck => ({
  check,
  passed: findings.length === 0,
  findings: findings.slice(0, mostFindings),
  ...(figures.measured === undefined ? {} : { measured: Number(figures.measured.toPrecision(3)) }),
  ...(figures.bound === undefined ? {} : { bound: Number(figures.bound.toPrecision(3)) }),
})

export const modelFindings = {
  'members-told-apart': {
    zh: '攻击者可据模型输出判断某人是否在训练数据中，优势超过上限',
    en: 'from what the model says an attacker can tell who was in the training data, better than the bound allows',
  },
  'too-few-to-attack': {
    zh: '训练集或测试集的主体过少，无法检验模型是否泄露训练成员',
    en: 'too few subjects in training or test to try whether the model gives its members away',
  },
  'learned-by-heart': {
    zh: '训练集上的表现明显好于测试集，模型在背数据',
    en: 'the model does much better on its training data than on the test: it has learned rows by heart',
  },
  'leaf-too-small': { zh: '该叶节点背后的主体少于最小分组', en: 'fewer subjects than the smallest group stand behind this leaf' },
  'threshold-of-few': {
    zh: '该分裂阈值恰为极少数主体的取值',
    en: 'this threshold is exactly a value that only a few subjects have',
  },
  'leaf-of-two': { zh: '该叶节点的取值几乎由两个主体决定', en: 'two subjects make up almost all of what this leaf rests on' },
  'cluster-too-small': { zh: '该簇的主体少于最小分组', en: 'fewer subjects than the smallest group stand in this cluster' },
  'column-of-few': {
    zh: '该列的参数只依据极少数主体得出',
    en: 'the parameter of this column rests on only a few subjects',
  },
  'column-of-two': {
    zh: '该列的参数几乎由两个主体决定',
    en: 'two subjects make up almost all of what the parameter of this column rests on',
  },
  'category-too-rare': { zh: '该类别的主体少于最小分组', en: 'fewer subjects than the smallest group have this category' },
  'too-many-parameters': {
    zh: '模型参数过多，平均每个参数背后的主体过少',
    en: 'the model has too many parameters for its subjects: each rests on too few',
  },
  'not-trained-here': {
    zh: '外部导入的模型未在本域训练，无法核验，只能在域内打分',
    en: 'an imported model was not trained here and cannot be examined: it may only score inside',
  },
} as const satisfies Record<string, Finding['words']>

export const finding = (code: keyof typeof modelFindings, place: string): Finding => ({ code, words: modelFindings[code], place })

/** What an imported model gets: it scores inside and does nothing else. */
export const importedVerdict = (minimumGroup: number): ModelVerdict =>
  verdictOf([modelCheck('origin', [finding('not-trained-here', 'model')])], { ...standardBounds, minimumGroup })
