/** The functions strangers' SQL may call: none reads files, settings, catalogs or text as code, none builds lists or long texts. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

export const scalarFunctions = words(`
  + - * / // % ^ ** || ~~ !~~ ~~* !~~* & |
  abs ceil ceiling floor round trunc sign sqrt ln log log10 log2 exp pow power mod greatest least nullif ifnull
  lower upper trim ltrim rtrim length char_length substring substr left right replace concat concat_ws starts_with ends_with contains
  prefix suffix strpos position instr reverse split_part
  year month day hour minute second quarter week dayofweek isodow dayofyear weekofyear date_part date_trunc datepart datetrunc
  date_diff datediff date_add date_sub strftime last_day make_date age monthname dayname
  to_years to_months to_weeks to_days to_hours to_minutes to_seconds
`)

/** Aggregates over open columns. `list`, `string_agg`, `histogram`, `first`, `arg_max` hand out rows and stay away. */
export const aggregateFunctions = words(`
  count count_star sum avg mean min max median quantile_cont quantile_disc
  stddev stddev_samp stddev_pop variance var_samp var_pop approx_count_distinct
  corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count bool_and bool_or
`)

/** Aggregates over protected columns: none gives back the value of one row where the group is large enough. */
export const safeAggregates = words(`
  count count_star sum avg mean stddev stddev_samp stddev_pop variance var_samp var_pop approx_count_distinct
  corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count
`)

export const countingAggregates = words('count approx_count_distinct')

/** `max(x, 3)` and its like answer lists of rows. */
export const argumentsAtMost: Readonly<Record<string, number>> = { min: 1, max: 1, count: 1, sum: 1, avg: 1, median: 1 }

export const castTypes = words('VARCHAR BOOLEAN TINYINT SMALLINT INTEGER BIGINT HUGEINT FLOAT DOUBLE DECIMAL DATE TIMESTAMP TIME INTERVAL')
/** Casts that keep a protected number what it is. */
export const wideningTypes = words('BIGINT HUGEINT DOUBLE DECIMAL')
export const resultTypes =
  /^(VARCHAR|BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|DATE|TIMESTAMP|TIME|INTERVAL|"?NULL"?|SQLNULL)$/
