/** The settings of the Gemini analyser: `responses.gemini` in the configuration file. */
export interface GeminiSettings {
  /** A model of the Gemini API that accepts sound, https://ai.google.dev/gemini-api/docs/models */
  readonly model: string;
  /** Between the starts of two requests. Counts where `tokensPerMinute` is null. */
  readonly secondsBetweenRequests: number;
  /**
   * If set, replaces the fixed distance: each request waits until the tokens of the requests before it are used up at
   * this rate.
   */
  readonly tokensPerMinute: number | null;
  /** Used for the estimate only, https://ai.google.dev/gemini-api/docs/pricing */
  readonly dollarsPerMillionInputTokens: number;
  readonly dollarsPerMillionOutputTokens: number;
}
