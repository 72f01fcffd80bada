/** What is written by hand for each screen and each kind of case; all else comes from the rules. */
export interface ScreenHelp {
  /** What the screen is for. */
  readonly what: string
  /** What one can do here. */
  readonly can: readonly string[]
  /** What happens next. */
  readonly next: string
  /** Keys that do something here and nowhere else. */
  readonly keys?: readonly (readonly [key: string, does: string])[]
}

export interface KindText {
  /** What a case of this kind is for. */
  readonly what: string
  /** How it goes on, from the first act to the last. */
  readonly next: string
}
