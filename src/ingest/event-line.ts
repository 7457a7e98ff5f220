import type { ActivityEvent } from '../domain/activity-event.ts';

/** The columns of the event log's table `activity_event`, in the order of `eventLine`. */
export const EVENT_COLUMNS = [
  'event_id',
  'presentation_id',
  'learner_id',
  'occurred_at',
  'day_precision',
  'verb',
  'object_id',
  'object_type',
  'interactions',
  'duration_seconds',
  'score_percent',
  'attributes',
  'source',
];

/**
 * `event` as a line of ClickHouse's TabSeparated format, its end included.
 * Source: https://clickhouse.com/docs/interfaces/formats/TabSeparated
 */
export function eventLine(event: ActivityEvent): string {
  return `${escaped(event.id)}\t${escaped(event.presentationId)}\t${escaped(event.learnerId)}\t${secondsOf(event.occurredAt)}\t${
    event.precision === 'day'
  }\t${event.verb}\t${escaped(event.objectId)}\t${escaped(event.objectType)}\t${event.interactions}\t${
    event.durationSeconds ?? '\\N'
  }\t${event.scorePercent ?? '\\N'}\t${mapOf(event.attributes)}\t${escaped(event.source)}\n`;
}

const secondsOf = (epochMs: number) => (epochMs / 1000).toFixed(3);

const SPECIAL = /[\\\t\n\r\b\f\0]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\0': '\\0',
};

const escaped = (text: string): string =>
  SPECIAL.test(text)
    ? text.replaceAll(new RegExp(SPECIAL, 'g'), (special) => ESCAPES[special] ?? special)
    : text;

/** Within a map texts are quoted, with the same escapes and one for the quote. */
function mapOf(attributes: ActivityEvent['attributes']): string {
  const pairs = Object.entries(attributes).map(([key, value]) => `${quoted(key)}:${quoted(value)}`);
  return pairs.length === 0 ? '{}' : `{${pairs.join(',')}}`;
}

const quoted = (text: string): string => `'${escaped(text).replaceAll("'", "\\'")}'`;
