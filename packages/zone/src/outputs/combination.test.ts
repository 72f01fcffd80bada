/** Three and more releases taken together: what is refused is told of few by some sum of cells, what passes by none; held against fractions, set of people by set of people. */
import { describe, expect, it } from 'vitest'
import { membersOf } from './atoms.ts'
