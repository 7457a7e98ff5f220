import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { named, nameIn, readStatement, sqlOf } from './statement.ts';
import { namesOn } from './table-names.ts';

const single = namesOn(null);
const cluster = namesOn('two');
const of = (text: string) => ({ name: 'example', text });

describe('a statement', () => {
  it('runs as it stands, and names the tables of the store it runs on', () => {
    const statement = of('select 1 from /*table:*/ risk final, /*table:*/ activity_event');
    expect(sqlOf(statement, single)).toBe('select 1 from risk final, activity_event');
    expect(sqlOf(statement, cluster)).toBe('select 1 from all_risk final, all_activity_event');
  });

  it('has parts that every shard runs completely', () => {
    const statement = of('select * from /*every shard:*/ (select max(a) from (select 1 as a)) where 1');
    expect(sqlOf(statement, single)).toBe('select * from (select max(a) from (select 1 as a)) where 1');
    expect(sqlOf(statement, cluster)).toBe(
      "select * from cluster('two', view(select max(a) from (select 1 as a))) where 1",
    );
  });

  it('has holes, each filled in every place', () => {
    const statement = of('select /*values*/ from a where /*kind:*/ kind = 1 or /*kind:*/ kind = 2');
    expect(sqlOf(statement, single, { values: "'$&'", kind: 'lower(kind)' })).toBe(
      "select '$&' from a where lower(kind) = 1 or lower(kind) = 2",
    );
    expect(() => sqlOf(statement, single, { nothing: '1' })).toThrow('example.sql has no hole nothing.');
  });

  it('has a name in its first line only', () => {
    expect(nameIn(named('one', 'select 1'))).toBe('one');
    expect(nameIn('-- doc: One.\n-- name: one\nselect 1')).toBeNull();
    expect(nameIn(`select * from (${named('one', 'select 1')})`)).toBeNull();
  });

  it('is read from a file that begins with its name', () => {
    const folder = mkdtempSync(join(tmpdir(), 'statement-'));
    mkdirSync(join(folder, 'sql'));
    writeFileSync(join(folder, 'sql', 'one.sql'), '-- name: one\n-- doc: One.\nselect 1\n');
    writeFileSync(join(folder, 'sql', 'two.sql'), '-- name: one\nselect 2\n');
    expect(readStatement(folder, 'one')).toEqual({
      name: 'one',
      text: '-- name: one\n-- doc: One.\nselect 1',
    });
    expect(() => readStatement(folder, 'two')).toThrow('two.sql must begin with the line "-- name: two".');
  });
});
