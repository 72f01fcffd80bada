import { expect, it } from 'vitest'
import { stepsOf } from './steps.ts'

const stage = (name: string, was: boolean) => ({ stage: name, words: { zh: name, en: name }, was })

it('a stage that the case was never in is not shown as passed, even where it stands before the present one', () => {
  const stages = [
    stage('none', true),
    stage('submitted', true),
    stage('returned', false),
    stage('decided', true),
    stage('withdrawn', false),
  ]
  expect(stepsOf({ stage: 'decided', stages }).map(({ stage: name, standing }) => [name, standing])).toEqual([
    ['submitted', 'done'],
    ['returned', 'ahead'],
    ['decided', 'now'],
    ['withdrawn', 'ahead'],
  ])
})

it('a stage that was left and may come again is passed', () => {
  const stages = [stage('active', true), stage('suspended', true)]
  expect(stepsOf({ stage: 'active', stages }).map(({ standing }) => standing)).toEqual(['now', 'done'])
})
