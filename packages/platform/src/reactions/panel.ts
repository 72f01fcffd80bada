/** Articles 5, 9 and 10: a called panel is drawn as soon as the log has settled it, an empty seat is drawn again, a ban ends applications. */
import { applications, organizations } from '@yunhe/law'
import { commandOf } from '../commands/index.ts'
import { after } from './reaction.ts'

export const panelReactions = [
  after(applications, 'ExpertPanelCalled', 'steady', async ({ id }, { act, sealed }) => {
    await sealed()
    await act(commandOf('application'), 'draw-experts', id, {})
  }),
  after(applications, 'ExpertRecused', 'steady', async ({ id }, { act }) => {
    await act(commandOf('application'), 'call-panel', id, {})
  }),
  after(organizations, 'OrganizationBanned', 'steady', async ({ id }, { act, under }) => {
    for (const one of await under(applications, `applicant:${id}`)) await act(commandOf('application'), 'bar', one.id, {})
  }),
]
