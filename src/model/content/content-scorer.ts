import { setImmediate } from 'node:timers/promises';
import type { LearnerId } from '../../domain/learner.ts';
import type { Moment } from '../../domain/moment.ts';
import type { Presentation, PresentationId } from '../../domain/presentation.ts';
import type { EventLog } from '../../store/event-log.ts';
import type { Model } from '../model-file.ts';
import { scorerOf } from '../score.ts';
import { CONTENT_PAST } from '../targets/engagement.ts';
import { contentLog, startOfWeek, weekAt } from './content-log.ts';
import type { Item } from './interaction-log.ts';
import { createPast, type Past } from './past.ts';

/** A piece of content that a platform might show to a learner. */
export interface Candidate {
  readonly id: string;
  /** Its type, for example `quiz`: the only information where nobody has used the content yet. */
  readonly type?: string | undefined;
}

export interface ScoredCandidate {
  readonly id: string;
  /** Calibrated probability that the learner uses it in the week, 0 to 1. */
  readonly probability: number;
  /** Whether anybody has used it before the week. */
  readonly known: boolean;
}

export interface ContentScores {
  /** The beginning of the week; the scores use nothing that happened from then on. */
  readonly weekStart: Moment;
  /** Whether the learner had registered before the week. */
  readonly learnerKnown: boolean;
  /** Likeliest first; candidates of equal probability keep the order in which they were given. */
  readonly candidates: readonly ScoredCandidate[];
}

/** Estimates how likely a learner is to use pieces of content in a week. */
export interface ContentScorer {
  readonly modelId: string;
  score(
    presentation: Presentation,
    asOf: Moment,
    learner: LearnerId,
    candidates: readonly Candidate[],
  ): Promise<ContentScores>;
  /** Events from `from` on have changed: drops what is cached about later weeks. */
  forget(presentation: PresentationId, from: Moment): void;
}

/** What is cached about a presentation up to a week. */
interface Remembered {
  readonly past: Past;
  readonly users: ReadonlyMap<string, number>;
  readonly items: ReadonlyMap<string, number>;
  /** The number that stands for a learner about whom nothing is known. */
  readonly nobody: number;
  /** The numbers that stand for unused content, by type; `''` for any other type. */
  readonly unused: ReadonlyMap<string, number>;
}

/** How many presentations' pasts are cached; the past of two thousand learners takes some ten megabytes. */
const KEPT = 6;

/**
 * Puts a model of the target `engagement` into service over the event log. The past of a presentation is read once a week,
 * which takes a few seconds for two thousand learners; after that a hundred candidates take some milliseconds.
 *
 * @throws InputError where the model reads features that a course's past does not have
 */
export function createContentScorer(model: Model, eventLog: EventLog): ContentScorer {
  const kept = new Map<string, { presentation: PresentationId; until: Moment; value: Promise<Remembered> }>();
  scorerOf(model, createPast(NOTHING, CONTENT_PAST).columns);

  const rememberedAt = (presentation: Presentation, until: Moment): Promise<Remembered> => {
    const key = `${presentation.id} ${until}`;
    const known = kept.get(key);
    kept.delete(key);
    const entry = known ?? {
      presentation: presentation.id,
      until,
      value: rememberUntil(eventLog, presentation, until),
    };
    kept.set(key, entry);
    entry.value.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return entry.value;
  };

  return {
    modelId: model.id,
    async score(presentation, asOf, learner, candidates) {
      const weekStart = startOfWeek(presentation, weekAt(presentation, asOf));
      const { past, users, items, nobody, unused } = await rememberedAt(presentation, weekStart);
      const scorer = scorerOf(model, past.columns);
      const row = new Float64Array(past.columns.length);
      const user = users.get(learner) ?? nobody;
      const scored = candidates.map(({ id, type }) => {
        const item = items.get(id) ?? unused.get(type ?? '') ?? (unused.get('') as number);
        past.describe({ user, item, at: weekStart }, row);
        return { id, probability: scorer.probability(row), known: items.has(id) };
      });
      return {
        weekStart,
        learnerKnown: users.has(learner),
        candidates: scored.sort((a, b) => b.probability - a.probability),
      };
    },
    forget(presentation, from) {
      for (const [key, entry] of kept)
        if (entry.presentation === presentation && from < entry.until) kept.delete(key);
    },
  };
}

const NOTHING = { users: [], items: [], tags: [], engagedFrom: 1 };

async function rememberUntil(
  eventLog: EventLog,
  presentation: Presentation,
  until: Moment,
): Promise<Remembered> {
  const log = await contentLog(eventLog, presentation, until);
  const unusedItem = (tags: readonly number[]): Item => ({ id: '', tags, releaseYear: null });
  const items = [...log.items, ...log.tags.map((_, tag) => unusedItem([tag])), unusedItem([])];
  const past = createPast({ ...log, users: [...log.users, ''], items }, CONTENT_PAST);
  for (const { at, user, item, value } of log.instants()) {
    for (let k = 0; k < user.length; k += 1) past.record({ user: user[k], item: item[k], at }, value[k]);
    // A week of a large course takes a tenth of a second; other requests may be answered before the next week.
    await setImmediate();
  }
  return {
    past,
    users: new Map(log.users.map((id, number) => [id, number])),
    items: new Map(log.items.map(({ id }, number) => [id, number])),
    nobody: log.users.length,
    unused: new Map([...log.tags, ''].map((tag, number) => [tag, log.items.length + number])),
  };
}
