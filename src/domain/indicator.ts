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

/** The indicators of one enrolment as of a moment: one value each, null where it is unknown. */
export type IndicatorValues = Readonly<Record<string, number | null>>;
