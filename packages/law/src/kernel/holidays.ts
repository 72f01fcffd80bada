/** The yearly arrangements of the General Office of the State Council: days off inside the week, and weekend days that are worked. */
import { type Day, day } from './days.ts'

const daysOf = (year: number, list: string): readonly Day[] => list.split(' ').map((monthAndDay) => day(`${year}-${monthAndDay}`))

/** Add a year only when its notice is out, with its number and date. */
export const publishedYears = [
  {
    year: 2024,
    notice: '国办发明电〔2023〕7号',
    issuedOn: day('2023-10-25'),
    daysOff: daysOf(
      2024,
      '01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07',
    ),
    worked: daysOf(2024, '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'),
  },
  {
    year: 2025,
    notice: '国办发明电〔2024〕12号',
    issuedOn: day('2024-11-12'),
    daysOff: daysOf(2025, '01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08'),
    worked: daysOf(2025, '01-26 02-08 04-27 09-28 10-11'),
  },
  {
    year: 2026,
    notice: '国办发明电〔2025〕7号',
    issuedOn: day('2025-11-04'),
    daysOff: daysOf(
      2026,
      '01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07',
    ),
    worked: daysOf(2026, '01-04 02-14 02-28 05-09 09-20 10-10'),
  },
] as const
