import { writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { OULAD_SET, type OuladSet } from '../../test/oulad-files.ts';
import { NOW, openOuladImports } from '../../test/oulad-imports.ts';
import { zipOf } from '../../test/zip.ts';

const imports = await openOuladImports();
const { eventLog, state, run, stored } = imports;
beforeEach(() => imports.clear());
afterAll(() => imports.close());

/** The events, one a line, by id. */
const storedEvents = async () =>
  (
    await eventLog.rows<Record<string, unknown>>(
      `select event_id, verb, formatDateTime(occurred_at, '%F %T') as at, concat(object_type, ' ', object_id) as object,
              interactions, score_percent, attributes
       from activity_event order by event_id`,
    )
  ).map(({ attributes, ...event }) =>
    [...Object.values(event).map(String), JSON.stringify(attributes)].join(' | '),
  );

describe('an import', () => {
  test('turns the files into events', async () => {
    await run(OULAD_SET);
    // Day 268 of the presentation of October 2013 is 26 June 2014; day 240 of that of February 2014 is 29 September.
    expect(await storedEvents()).toEqual([
      'oulad:AAA-2013J:11:501:-5 | interacted | 2013-09-26 23:59:59 | resource 501 | 10 | null | {}',
      'oulad:AAA-2013J:11:502:0 | interacted | 2013-10-01 23:59:59 | forumng 502 | 2 | null | {}',
      'oulad:AAA-2013J:11:finished | finished | 2014-06-26 23:59:59 | presentation AAA-2013J | 1 | null | {"result":"pass"}',
      'oulad:AAA-2013J:11:registered | registered | 2013-09-01 23:59:59 | presentation AAA-2013J | 1 | null | {"previous_attempts":"1","credits":"240"}',
      'oulad:AAA-2013J:11:submitted:101 | submitted | 2013-10-19 23:59:59 | assessment 101 | 1 | 78 | {}',
      'oulad:AAA-2013J:12:501:-5 | interacted | 2013-09-26 23:59:59 | resource 501 | 4 | null | {}',
      'oulad:AAA-2013J:12:registered | registered | 2013-09-21 23:59:59 | presentation AAA-2013J | 1 | null | {"previous_attempts":"0","credits":"60"}',
      'oulad:AAA-2013J:12:submitted:101 | submitted | 2013-09-30 23:59:59 | assessment 101 | 1 | 60 | {"banked":"yes"}',
      'oulad:AAA-2013J:12:withdrew | withdrew | 2013-10-21 23:59:59 | presentation AAA-2013J | 1 | null | {}',
      'oulad:AAA-2013J:13:registered | registered | 2013-10-01 23:59:59 | presentation AAA-2013J | 1 | null | {"previous_attempts":"0","credits":"60","date_known":"no"}',
      'oulad:AAA-2013J:13:withdrew | withdrew | 2014-06-26 23:59:59 | presentation AAA-2013J | 1 | null | {"date_known":"no"}',
      'oulad:AAA-2013J:14:finished | finished | 2014-06-26 23:59:59 | presentation AAA-2013J | 1 | null | {"result":"fail"}',
      'oulad:AAA-2013J:14:registered | registered | 2013-09-28 23:59:59 | presentation AAA-2013J | 1 | null | {"previous_attempts":"0","credits":"60","date_known":"no"}',
      'oulad:AAA-2013J:14:submitted:101 | submitted | 2013-10-21 23:59:59 | assessment 101 | 1 | null | {}',
      'oulad:AAA-2013J:14:withdrew | withdrew | 2013-09-28 23:59:59 | presentation AAA-2013J | 1 | null | {}',
      'oulad:AAA-2014B:11:601:3 | interacted | 2014-02-04 23:59:59 | quiz 601 | 1 | null | {}',
      'oulad:AAA-2014B:11:finished | finished | 2014-09-29 23:59:59 | presentation AAA-2014B | 1 | null | {"result":"distinction"}',
      'oulad:AAA-2014B:11:registered | registered | 2013-12-23 23:59:59 | presentation AAA-2014B | 1 | null | {"previous_attempts":"0","credits":"120"}',
      'oulad:AAA-2014B:11:submitted:103 | submitted | 2014-03-14 23:59:59 | assessment 103 | 1 | 100 | {}',
    ]);
    const [columns] = await eventLog.rows(
      'select groupUniqArray(source) as source, groupUniqArray(day_precision) as by_day from activity_event',
    );
    expect(columns).toEqual({ source: ['oulad'], by_day: [true] });
  });

  test('writes presentations, learners and their demographics to the state', async () => {
    await run(OULAD_SET);
    const { presentations, learners, demographics } = await stored();
    expect(presentations).toEqual([
      {
        id: 'AAA-2013J',
        course_id: 'AAA',
        starts_on: '2013-10-01',
        length_days: 268,
        title: null,
        time_zone: 'UTC',
        from_sample: false,
        assessments: [
          { id: '101', kind: 'tutor_marked', dueDay: 19, weightPercent: 12.5 },
          { id: '102', kind: 'exam', dueDay: null, weightPercent: 100 },
        ],
      },
      {
        id: 'AAA-2014B',
        course_id: 'AAA',
        starts_on: '2014-02-01',
        length_days: 240,
        title: null,
        time_zone: 'UTC',
        from_sample: false,
        assessments: [{ id: '103', kind: 'computer_marked', dueDay: 40, weightPercent: 10 }],
      },
    ]);
    expect(learners.map((learner) => learner.id)).toEqual(['11', '12', '13', '14']);
    expect(demographics).toHaveLength(5);
    expect(demographics[1]).toEqual({
      presentation_id: 'AAA-2013J',
      learner_id: '12',
      gender: 'F',
      region: 'Scotland',
      highest_education: 'A Level or Equivalent',
      deprivation_band: null,
      age_band: '0-35',
      disability: 'Y',
    });
  });

  test('returns what it did, and records it', async () => {
    const summary = await run(OULAD_SET);
    const all = (read: number) => ({ read, kept: read, refused: 0 });
    expect(summary).toEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      files: {
        'courses.csv': all(2),
        'assessments.csv': all(3),
        'vle.csv': all(3),
        'studentInfo.csv': all(5),
        'studentRegistration.csv': all(5),
        'studentAssessment.csv': all(4),
        'studentVle.csv': all(5),
      },
      refused: {},
      refusals: [],
      events: {
        registered: { written: 5, known: 0 },
        withdrew: { written: 3, known: 0 },
        finished: { written: 3, known: 0 },
        submitted: { written: 4, known: 0 },
        interacted: { written: 4, known: 0 },
      },
      presentations: ['AAA-2013J', 'AAA-2014B'],
      learners: 4,
      enrolments: 5,
      seconds: 0,
    });
    expect(await state.selectFrom('import_run').selectAll().execute()).toEqual([
      {
        id: expect.anything(),
        source: 'oulad',
        fingerprint: summary.fingerprint,
        started_at: new Date(NOW),
        finished_at: new Date(NOW),
        summary,
      },
    ]);
    expect(imports.rejected()).toEqual([]);
  });

  test('reads a zip like a directory', async () => {
    await run(OULAD_SET);
    const fromDirectory = await stored();
    await eventLog.command('truncate table activity_event');
    const path = `${imports.place()}.zip`;
    writeFileSync(path, zipOf(OULAD_SET));
    await run(path);
    expect(await stored()).toEqual(fromDirectory);
  });

  test('reads unquoted files with CRLF, a byte order mark and question marks for what is missing', async () => {
    await run(OULAD_SET);
    const quoted = await stored();
    await eventLog.command('truncate table activity_event');
    const plain = Object.fromEntries(
      Object.entries(OULAD_SET).map(([name, content]) => [
        name,
        `\uFEFF${content
          .replaceAll('"', '')
          .replaceAll(/,(?=,|\n)/g, ',?')
          .replaceAll('\n', '\r\n')}`,
      ]),
    ) as OuladSet;
    const { refused } = await run(plain);
    expect(refused).toEqual({});
    expect(await stored()).toEqual(quoted);
  });

  test('reports its progress to the end', async () => {
    const reported: [string, number, number, string][] = [];
    await run(OULAD_SET, { progress: (...step) => reported.push(step) });
    const bytes = Object.values(OULAD_SET).join('').length;
    expect(reported.filter(([step]) => step === 'Reading').at(-1)).toEqual([
      'Reading',
      bytes,
      bytes,
      'bytes',
    ]);
    expect(reported.at(-1)).toEqual(['Writing', 5, 5, 'enrolments']);
  });
});
