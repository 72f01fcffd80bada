/** The part of the library that a test reads our status lists with; it brings no types of its own. */
declare module '@digitalbazaar/bitstring' {
  export class Bitstring {
    constructor(from: { readonly buffer: Uint8Array })
    static decodeBits(from: { readonly encoded: string }): Promise<Uint8Array>
    readonly length: number
    get(position: number): boolean
  }
}
