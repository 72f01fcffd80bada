/** Who acts in the story, by the logins of the demonstration. */
import { usccOf } from './teller.ts'

export const mechanismLogins = ['authority-mechanism', 'cyberspace-mechanism', 'police-mechanism', 'justice-mechanism', 'finance-mechanism']
export const reviewLogins = ['police', 'justice']
export const expertLogins = ['expert1', 'expert2', 'expert3', 'expert4', 'expert5']

export const membersOfMechanism = (): readonly string[] => mechanismLogins.map(usccOf)
export const reviewBodies = (): readonly string[] => reviewLogins.map(usccOf)
