/** The few things a person does at a screen, by what stands on it: never an address, an id or a mark that only programs see. */
import { act, field, type Said, word } from './said.ts'
import type { Scene } from './task.ts'

export type Step =
  | { readonly do: 'menu'; readonly name: Said }
  | { readonly do: 'follow'; readonly name: Said }
  | { readonly do: 'press'; readonly name: Said }
  | { readonly do: 'tick'; readonly name: Said }
  | { readonly do: 'fill'; readonly label: Said; readonly text: Said; readonly within?: Said; readonly thenEnter?: boolean }
  | { readonly do: 'write'; readonly label: Said; readonly text: Said }
  | { readonly do: 'paste'; readonly label: Said; readonly text: Said }
  | { readonly do: 'choose'; readonly label: Said; readonly options: readonly Said[]; readonly within?: Said }
  | { readonly do: 'add'; readonly name: Said }
  | { readonly do: 'send'; readonly form: Said }
  | { readonly do: 'see'; readonly what: Said; readonly as?: Seen; readonly patience?: number }
  | { readonly do: 'unfold'; readonly name: Said; readonly of?: Said }
  | { readonly do: 'keep'; readonly what: Said; readonly like: RegExp; readonly as: string }
  | { readonly do: 'meanwhile'; readonly what: Said; readonly happens: (scene: Scene) => Promise<void> }
  | { readonly do: 'reload' }
  | { readonly do: 'picture'; readonly of: Said }

/** Roles under which something is read. */
export type Seen = 'heading' | 'status' | 'alert' | 'cell' | 'definition'

/** In the menu at the left. */
export const menu = (name: Said): Step => ({ do: 'menu', name })
/** A link of the page. */
export const follow = (name: Said): Step => ({ do: 'follow', name })
export const press = (name: Said): Step => ({ do: 'press', name })
export const tick = (name: Said): Step => ({ do: 'tick', name })
const fillOf = (label: Said, text: Said, within?: Said) => ({ do: 'fill' as const, label, text, ...(within && { within }) })
export const fill = (label: Said, text: Said, within?: Said): Step => fillOf(label, text, within)
export const search = (label: Said, text: Said): Step => ({ do: 'fill', label, text, thenEnter: true })
/** Into an editor of the page. */
export const write = (label: Said, text: Said): Step => ({ do: 'write', label, text })
export const choose = (label: Said, option: Said | readonly Said[], within?: Said): Step => ({
  do: 'choose',
  label,
  options: typeof option === 'function' ? [option] : option,
  ...(within && { within }),
})
export const see = (what: Said, as?: Seen): Step => ({ do: 'see', what, ...(as && { as }) })
/** What takes the zone or the log its time. */
export const await_ = (what: Said, patience = 60_000): Step => ({ do: 'see', what, patience })
/** Cells of a spreadsheet, as they lie on the clipboard. */
export const paste = (label: Said, text: Said): Step => ({ do: 'paste', label, text })
/** @param of the part of the page that it stands in */
export const unfold = (name: Said, of?: Said): Step => ({ do: 'unfold', name, ...(of && { of }) })
/** Notes down what the page tells, to be typed again later: `given(as)`. */
export const keep = (what: Said, like: RegExp, as: string): Step => ({ do: 'keep', what, like, as })
/** What others do in the meantime, through the API. */
export const meanwhile = (what: Said, happens: (scene: Scene) => Promise<void>): Step => ({ do: 'meanwhile', what, happens })
export const reload: Step = { do: 'reload' }
/** Types into a field that takes several words, each ended by Enter. */
export const tag = (of: string, name: string, text: Said, within?: Said): Step => ({
  ...fillOf(field(name, of), text, within),
  thenEnter: true,
})
export const picture = (of: Said): Step => ({ do: 'picture', of })

/** Adds a row to a list of a form. */
export const add = (list: Said): Step => ({ do: 'add', name: list })
/** A row of a list of a form, counted from 1. */
export const row =
  (list: Said, number: number): Said =>
  (tongue) =>
    word((words) => words.form.row(list(tongue), number))(tongue)

/** The form of an act that lies open already: its answers, its button. */
export const submit = (name: string, ...answers: readonly Step[]): readonly Step[] => [...answers, { do: 'send', form: act(name) }]

/** An act of a case from its button to the word that it is done. */
export const perform = (name: string, ...answers: readonly Step[]): readonly Step[] => [
  press(act(name)),
  ...submit(name, ...answers),
  see((tongue) => word((words) => words.case.done(act(name)(tongue), ''))(tongue).trimEnd(), 'status'),
]

/** A field of the form of an act, called as the law calls it. */
export const answer = (of: string, name: string, text: Said, within?: Said): Step => fill(field(name, of), text, within)
export const option = (of: string, name: string, chosen: Said | readonly Said[], within?: Said): Step =>
  choose(field(name, of), chosen, within)
