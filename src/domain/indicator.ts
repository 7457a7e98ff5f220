/** The unit a value is in, for people and for checks. */
export type IndicatorUnit =
  | 'clicks'
  | 'days'
  | 'count'
  | 'share'
  | 'percent'
  | 'ratio'
  | 'log2_ratio'
  | 'bits'
  | 'credits'
  | 'percentile';

/** What one enrolment looks like as of a moment: a value for each indicator, null where it is unknown. */
export type IndicatorValues = Readonly<Record<string, number | null>>;
