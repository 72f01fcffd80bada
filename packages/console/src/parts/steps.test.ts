import { expect, it } from 'vitest'
import { stepsOf } from './steps.ts'

const stage = (name: string, was: boolean, mayCome = false) => ({ stage: name, words: { zh: name, en: name }, was, mayCome })

it('a stage that the case was never in is ahead while it may come, and gone once it cannot', () => {
  const stages = [
    stage('none', true),
    stage('submitted', true),
    stage('returned', false),
    stage('decided', true),
    stage('ended', false, true),
    stage('withdrawn', false),
  ]
  expect(stepsOf({ stage: 'decided', stages }).map(({ stage: name, standing }) => [name, standing])).toEqual([
    ['submitted', 'done'],
    ['decided', 'now'],
    ['ended', 'ahead'],
  ])
})

it('a stage that was left and may come again is passed', () => {
  const stages = [stage('active', true), stage('suspended', true, true)]
  expect(stepsOf({ stage: 'active', stages }).map(({ standing }) => standing)).toEqual(['now', 'done'])
})
