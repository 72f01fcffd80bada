/** Who acts in the story, by the logins of the demonstration. */
import { usccOf } from './teller.ts'

export const mechanismLogins = ['authority-mechanism', 'cyberspace-mechanism', 'police-mechanism', 'justice-mechanism', 'finance-mechanism']
export const reviewLogins = ['police', 'justice']
export const expertLogins = [1, 2, 3, 4, 5, 6, 7].map((number) => `expert${number}`)

export const membersOfMechanism = (): readonly string[] => mechanismLogins.map(usccOf)
export const reviewBodies = (): readonly string[] => reviewLogins.map(usccOf)
