import type { ActivityEvent } from '../domain/activity-event.ts';
import { clickHouseTime } from '../store/clickhouse-time.ts';

/**
 * What each column of the event log's table `activity_event` holds of an event. The last column is a number, because the
 * client strips spaces and semicolons from the end of its request.
 */
const COLUMNS: Readonly<Record<string, (event: ActivityEvent) => string | number | boolean>> = {
  event_id: (event) => escaped(event.id),
  presentation_id: (event) => escaped(event.presentationId),
  learner_id: (event) => escaped(event.learnerId),
  // The time is sent as text, because ClickHouse refuses seconds before 1973.
  occurred_at: (event) => clickHouseTime(event.occurredAt),
  day_precision: (event) => event.precision === 'day',
  verb: (event) => event.verb,
  object_id: (event) => escaped(event.objectId),
  object_type: (event) => escaped(event.objectType),
  duration_seconds: (event) => event.durationSeconds ?? NULL,
  score_percent: (event) => event.scorePercent ?? NULL,
  attributes: (event) => mapOf(event.attributes),
  source: (event) => escaped(event.source),
  interactions: (event) => event.interactions,
};

/** The columns that `eventLine` writes, in its order. */
export const EVENT_COLUMNS = Object.keys(COLUMNS);

/**
 * `event` as a line of ClickHouse's TabSeparated format, its end included.
 * Source: https://clickhouse.com/docs/interfaces/formats/TabSeparated
 */
export const eventLine = (event: ActivityEvent): string =>
  `${Object.values(COLUMNS)
    .map((fieldOf) => fieldOf(event))
    .join('\t')}\n`;

const NULL = '\\N';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\0': '\\0',
};

/** A text, escaped as a field of a line. */
export const escaped = (text: string): string =>
  text.replaceAll(/[\\\t\n\r\b\f\0]/g, (special) => ESCAPES[special] ?? special);

/** Texts in a map are quoted, with the same escapes and one for the quote. */
const mapOf = (attributes: ActivityEvent['attributes']): string =>
  `{${Object.entries(attributes)
    .map(([key, value]) => `${quoted(key)}:${quoted(value)}`)
    .join(',')}}`;

const quoted = (text: string): string => `'${escaped(text).replaceAll("'", "\\'")}'`;
