import { analyse } from './analyse.ts';
import { clean } from './clean.ts';
import { fetchRecordings } from './fetch.ts';
import { joinSessions } from './join.ts';
import { score } from './score.ts';
import { select } from './select.ts';

/**
 * The whole run from recordings to engagement, in the order of its stages. Each reads the files of the stages before it
 * in the run folder, writes its own beside a manifest, and continues there after a stop.
 */
export const RUN = [
  clean, // telemetry -> responses and sessions as tables; records that are refused
  select, // responses -> those of the chosen learners, milestone or cohort, each once
  joinSessions, // selected responses -> each with its learner's nearest session
  fetchRecordings, // joined responses -> their recordings
  analyse, // recordings -> emotion, engagement, pronunciation and quality of each
  score, // joined and analysed responses -> engagement by learner, session, milestone and phase
] as const;
