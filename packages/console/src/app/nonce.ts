/** The nonce of this answer, under which styles may be added; the platform writes it into the page. */
const read = () => {
  const mark = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return mark?.nonce || mark?.content || ''
}

export const nonce = read()
