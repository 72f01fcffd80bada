/** The days whose calls no bill of the story asks for: what a test bills of its own. */
export const unbilledDays = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05']
