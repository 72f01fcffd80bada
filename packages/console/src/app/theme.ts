/** The look of the console: colours whose contrast holds at 4.5:1, figures that line up. */
import type { ThemeConfig } from 'antd'

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b5cad',
    colorInfo: '#0b5cad',
    colorLink: '#0b5cad',
    colorSuccess: '#1a7f37',
    colorWarning: '#9a5b00',
    colorError: '#b42318',
    colorSuccessBg: '#e9f7ec',
    colorWarningBg: '#fff5e0',
    colorErrorBg: '#fdecea',
    colorInfoBg: '#e8f1fb',
    colorPrimaryBg: '#e8f1fb',
    colorTextTertiary: 'rgba(0,0,0,.62)',
    colorTextDescription: 'rgba(0,0,0,.62)',
    colorTextPlaceholder: 'rgba(0,0,0,.55)',
    colorBgLayout: '#f3f5f8',
    borderRadius: 4,
    fontFamily: 'inherit',
    motion: false,
  },
}
