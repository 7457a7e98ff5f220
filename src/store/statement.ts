import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLogTable, TableNames } from './table-names.ts';

/** The SQL of a `.sql` file, and its name. */
export interface Statement {
  readonly name: string;
  /** The text, which begins with the line `-- name: <name>`. */
  readonly text: string;
}

/**
 * Reads the statement `<folder>/sql/<name>.sql`.
 *
 * @throws TypeError where the file does not begin with its name
 */
export function readStatement(folder: string, name: string): Statement {
  const text = readFileSync(join(folder, 'sql', `${name}.sql`), 'utf8').trimEnd();
  if (!text.startsWith(`-- name: ${name}\n`))
    throw new TypeError(`${name}.sql must begin with the line "-- name: ${name}".`);
  return { name, text };
}

/** A statement too short for a file of its own, and its name. */
export const named = (name: string, sql: string): string => `-- name: ${name}\n${sql}`;

/** The name in the first line of a statement; null where it has none. */
export const nameIn = (sql: string): string | null => /^-- name: (\S+)\n/.exec(sql)?.[1] ?? null;

/**
 * The statement for one event log. Comments mark the places that differ from store to store, so that the file as it stands
 * is a valid statement. Three kinds of comment are replaced together with what follows them: `table:` and a table become
 * the table's name in that store; `every shard:` and a select in brackets become a select that every shard runs; the name
 * of a hole with a colon and a word become the hole's text in `holes`. A hole without a colon is replaced alone.
 *
 * @throws TypeError where `holes` names a hole that the statement lacks
 */
export function sqlOf(
  { name, text }: Statement,
  names: TableNames,
  holes: Readonly<Record<string, string>> = {},
): string {
  const filled = Object.entries(holes).reduce((sql, [hole, value]) => {
    const mark = new RegExp(`/\\*${hole}(?:\\*/|:\\*/ \\w+)`, 'g');
    if (!mark.test(sql)) throw new TypeError(`${name}.sql has no hole ${hole}.`);
    return sql.replace(mark, () => value);
  }, text);
  return everyShard(filled, names).replace(/\/\*table:\*\/ (\w+)/g, (_, table) =>
    names.table(table as EventLogTable),
  );
}

const SHARD_MARK = '/*every shard:*/ (';

/** Makes every shard run the bracketed selects behind the marks. */
function everyShard(sql: string, names: TableNames): string {
  const start = sql.indexOf(SHARD_MARK);
  if (start === -1) return sql;
  const from = start + SHARD_MARK.length;
  let depth = 1;
  let end = from;
  for (; depth > 0; end += 1) {
    if (sql[end] === '(') depth += 1;
    if (sql[end] === ')') depth -= 1;
  }
  return `${sql.slice(0, start)}${names.onEveryShard(sql.slice(from, end - 1))}${everyShard(sql.slice(end), names)}`;
}
