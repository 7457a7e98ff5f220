/** Shares of the composite score: 0.6 x mean emotional score + 0.4 x mean accuracy, both 0 to 100. */
export const EMOTION_SHARE = 0.6;
export const ACCURACY_SHARE = 0.4;
