/** Article 7: an imported list, with what its file says. */
import { nameLists } from '@yunhe/law'
import { readList } from '../lists/read.ts'
import { textIn } from './asked.ts'
import { command } from './command.ts'
import { sha256 } from './documents.ts'

const noFile = { sha256: '', rows: 0, organizations: 0, unread: 0, isReadable: false }

export const nameListCommand = command({
  procedure: nameLists,
  facts: async ({ id, asked }, read) => {
    const content = textIn(asked, 'content')
    if (content === '') return { file: noFile, importedBefore: false }
    const hash = sha256(content)
    const found = readList(textIn(asked, 'form'), content)
    return {
      file: {
        sha256: hash,
        rows: found?.rows ?? 0,
        organizations: found?.codes.size ?? 0,
        unread: found?.unread ?? 0,
        isReadable: found !== undefined,
      },
      importedBefore: (await read.all(nameLists, `list-file:${hash}`)).some(
        (one) => one.id !== id && one.state.list === textIn(asked, 'list') && one.state.stage !== 'withdrawn',
      ),
    }
  },
})
