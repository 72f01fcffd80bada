/** A task as the handbook tells it: its steps in words, its pictures where they were taken. */
import type { Language } from '../../../packages/console/src/words/language.ts'
import { pictureOf } from '../../../packages/console/tests/tasks/pictures.ts'
import { inTongue, type Said, type Tongue, wordsOf } from '../../../packages/console/tests/tasks/said.ts'
import type { Step } from '../../../packages/console/tests/tasks/step.ts'
import type { Task } from '../../../packages/console/tests/tasks/task.ts'
import { handbookWords } from './words.ts'

const tongueOf = (language: Language): Tongue => ({ language, given: {} })

/** Marks of quotation within those that the sentence puts around it. */
const within = (text: string): string => text.replaceAll('“', '‘').replaceAll('”', '’')

/** A text that is typed ends with a stop of its own. */
const ended = (text: string, language: Language) => (/[。.]$/.test(text) ? text : `${text}${language === 'en' ? '.' : '。'}`)

const lineOf = (step: Exclude<Step, { do: 'picture' }>, language: Language): string => {
  const { steps } = handbookWords[language]
  const tongue = tongueOf(language)
  const text = (said: Said | undefined) => within(said?.(tongue) ?? '')
  switch (step.do) {
    case 'fill':
      return ended(`${steps.fill(text(step.label), text(step.text), text(step.within))}${step.thenEnter ? steps.enter : ''}`, language)
    case 'write':
      return `${steps.write(text(step.label))} \`${text(step.text)}\``
    case 'add':
      return steps.press(text((spoken) => wordsOf(spoken).form.add(step.name(spoken))))
    case 'choose':
      return steps.choose(text(step.label), step.options.map(text), text(step.within))
    case 'send':
      return steps.send(text(step.form))
    case 'see':
      return steps.see(
        text(step.what)
          .trim()
          .replace(/[。.:：]$/, ''),
      )
    case 'keep':
    case 'meanwhile':
      return steps[step.do](text(step.what).trim())
    case 'paste':
      return steps.paste(text(step.label))
    case 'unfold':
      return steps.unfold(text(step.name), text(step.of))
    case 'reload':
      return steps.reload
    default:
      return steps[step.do](text(step.name))
  }
}

/** Numbered from 1; a picture stands below the step it was taken after. */
export const toldTask = (task: Task, language: Language): string => {
  const lines: string[] = []
  let number = 0
  let pictures = 0
  for (const step of task.steps)
    if (step.do === 'picture') {
      pictures += 1
      const file = pictureOf(task, language, pictures).replace('docs/handbook/', '../')
      lines.push('', `    ![${step.of(tongueOf(language))}](${file})`, '')
    } else {
      number += 1
      lines.push(`${number}. ${lineOf(step, language)}`)
    }
  return [`### ${inTongue({ language }, task.title)}`, '', ...lines].join('\n').trimEnd()
}
