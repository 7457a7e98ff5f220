import { join } from 'node:path';

/** Where the package keeps what it learnt about speech. */
export const SPEECH_MODELS = join(import.meta.dirname, '../../../models/speech');
