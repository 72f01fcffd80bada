/** Noise that only the holder of the secret can take off again: the same question to the same rows meets the same noise, another version meets other noise. */
import { createHmac } from 'node:crypto'

export interface Noise {
  /** Laplace noise of this scale, for the question of this name. */
  readonly laplace: (question: string, scale: number) => number
  /** A seed that tells nothing of the secret. */
  readonly seed: (purpose: string) => string
}

/** @param secret of the workspace; whoever has it can take the noise off, so it never leaves the zone and dies with the workspace */
export const noiseOf = (secret: Uint8Array, version: string): Noise => {
  const seed = (purpose: string) => createHmac('sha256', secret).update(`yunhe/twin/1\n${version}\n${purpose}`).digest('hex')
  /** 52 bits, above 0 and below 1. */
  const share = (question: string) => (Number.parseInt(seed(question).slice(0, 13), 16) + 0.5) / 2 ** 52
  return {
    seed,
    laplace: (question, scale) => {
      const side = share(question) - 0.5
      return -scale * Math.sign(side) * Math.log(Math.max(1 - 2 * Math.abs(side), 2 ** -52))
    },
  }
}
