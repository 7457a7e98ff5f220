import type { Moment } from '../domain/moment.ts';
import { nearMiss } from '../domain/near-miss.ts';
import type { Presentation } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import { readStatement, sqlOf } from '../store/statement.ts';

/** Events that are true but match nothing: hand-ins to no assessment of the calendar, content without a known kind. */
export interface UnmatchedCount {
  readonly kind: 'unknown_assessment' | 'unknown_content_type';
  readonly events: number;
  /** The commonest first, each with what it may have meant. */
  readonly examples: readonly UnmatchedWord[];
}

export interface UnmatchedWord {
  readonly presentationId: string;
  readonly word: string;
  readonly meant: string | null;
}

interface UsedWord {
  readonly presentation_id: string;
  readonly verb: 'interacted' | 'submitted';
  readonly word: string;
  readonly events: string;
}

/** So many examples show what is wrong. */
const EXAMPLES = 3;

const USED_WORDS = readStatement(import.meta.dirname, 'used-words');

/** @param contentTypes the known types of content, in small letters */
export async function unmatchedEvents(
  eventLog: EventLog,
  presentations: readonly Presentation[],
  contentTypes: ReadonlySet<string>,
  from: Moment,
  to: Moment,
): Promise<UnmatchedCount[]> {
  const used = await eventLog.rows<UsedWord>(sqlOf(USED_WORDS, eventLog), { from, to });
  return unmatchedOf(used, presentations, contentTypes);
}

export function unmatchedOf(
  used: readonly UsedWord[],
  presentations: readonly Presentation[],
  contentTypes: ReadonlySet<string>,
): UnmatchedCount[] {
  const calendars = new Map<string, string[]>(
    presentations.map(({ id, assessments }) => [id, assessments.map((assessment) => assessment.id)]),
  );
  const assessmentsOf = ({ presentation_id }: UsedWord) => calendars.get(presentation_id) ?? [];
  const handedIn = used.filter((one) => one.verb === 'submitted' && !assessmentsOf(one).includes(one.word));
  const opened = used.filter(
    ({ verb, word }) => verb === 'interacted' && !contentTypes.has(word.toLowerCase()),
  );
  const counted = (
    kind: UnmatchedCount['kind'],
    words: readonly UsedWord[],
    known: (word: UsedWord) => readonly string[],
  ): UnmatchedCount[] =>
    words.length === 0
      ? []
      : [
          {
            kind,
            events: words.reduce((sum, { events }) => sum + Number(events), 0),
            examples: words.slice(0, EXAMPLES).map((one) => ({
              presentationId: one.presentation_id,
              word: one.word,
              meant: nearMiss(one.word, known(one)),
            })),
          },
        ];
  return [
    ...counted('unknown_assessment', handedIn, assessmentsOf),
    ...counted('unknown_content_type', opened, () => [...contentTypes]),
  ];
}
