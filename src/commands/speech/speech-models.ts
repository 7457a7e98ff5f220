import { join } from 'node:path';

/** The folder in which the package keeps its speech models. */
export const SPEECH_MODELS = join(import.meta.dirname, '../../../models/speech');
