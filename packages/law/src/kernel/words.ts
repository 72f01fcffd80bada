/** Whatever a person reads, in both languages of the platform. */
export interface Words {
  readonly zh: string
  readonly en: string
}
