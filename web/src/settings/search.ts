const PARTS = ['insight', 'rules', 'guards'] as const;

/** Which part of the settings a URL shows; none for the first. */
export interface SettingsSearch {
  part?: (typeof PARTS)[number] | undefined;
}

/** Reads a URL; a value without a meaning becomes undefined. */
export const readSettingsSearch = (search: Record<string, unknown>): SettingsSearch => ({
  part: PARTS.find((part) => part === search.part),
});
