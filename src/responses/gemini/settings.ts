/** How the Gemini analyser asks: `responses.gemini` in the configuration file. */
export interface GeminiSettings {
  /** A model of the Gemini API that hears sound, https://ai.google.dev/gemini-api/docs/models */
  readonly model: string;
  /** Between the starts of two requests. Counts where `tokensPerMinute` is null. */
  readonly secondsBetweenRequests: number;
  /** Instead of a fixed distance: each request waits until the tokens of those before it are paid off. */
  readonly tokensPerMinute: number | null;
  /** For the estimate alone, https://ai.google.dev/gemini-api/docs/pricing */
  readonly dollarsPerMillionInputTokens: number;
  readonly dollarsPerMillionOutputTokens: number;
}
