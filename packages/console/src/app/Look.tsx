/** Theme and component language of Ant Design, and the nonce its styles carry. */
import { ConfigProvider } from 'antd'
import enGB from 'antd/es/locale/en_GB'
import zhCN from 'antd/es/locale/zh_CN'
import type { ReactNode } from 'react'
import type { Language } from '../words/language.ts'
import { useSpeech } from '../words/words.tsx'
import { nonce } from './nonce.ts'
import { theme } from './theme.ts'

const locales = { 'zh-CN': zhCN, en: enGB } as const satisfies Record<Language, object>

export const Look = ({ children }: { readonly children: ReactNode }) => {
  const { language } = useSpeech()
  return (
    <ConfigProvider theme={theme} locale={locales[language]} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  )
}
