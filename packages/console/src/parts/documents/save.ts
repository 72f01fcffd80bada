/** Hands bytes to the browser to be kept as a file. */
export const save = (name: string, bytes: Uint8Array, type: string): void => {
  const address = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
