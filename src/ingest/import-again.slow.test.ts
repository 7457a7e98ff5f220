import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { OULAD_SET, type OuladSet } from '../../test/oulad-files.ts';
import { openOuladImports } from '../../test/oulad-imports.ts';

const imports = await openOuladImports();
const { eventLog, state, run, stored } = imports;
beforeEach(() => imports.clear());
afterAll(() => imports.close());

describe('importing again', () => {
  test('changes nothing', async () => {
    await run(OULAD_SET);
    const once = await stored();
    const { events } = await run(OULAD_SET);
    expect(await stored()).toEqual(once);
    expect(Object.values(events).map(({ written }) => written)).toEqual([0, 0, 0, 0, 0]);
    expect(Object.values(events).reduce((sum, { known }) => sum + known, 0)).toBe(19);
  });

  test('adds the rows that a smaller set lacked, and duplicates nothing', async () => {
    await run(OULAD_SET);
    const whole = await stored();
    await eventLog.command('truncate table activity_event');
    const only2014 = Object.fromEntries(
      Object.entries(OULAD_SET).map(([name, content]) => [
        name,
        content
          .split('\n')
          .filter((line) => !/2013J|^"101"/.test(line))
          .join('\n'),
      ]),
    ) as OuladSet;
    const first = await run(only2014);
    expect(first.presentations).toEqual(['AAA-2014B']);
    const { events } = await run(OULAD_SET);
    expect(events.interacted).toEqual({ written: 3, known: 1 });
    expect(await stored()).toEqual(whole);
  });

  test('completes a day that an earlier file left short', async () => {
    const short = {
      ...OULAD_SET,
      'studentVle.csv': OULAD_SET['studentVle.csv'].replace('"AAA","2013J","11","501","-5","3"\n', ''),
    };
    await run(short);
    const { events } = await run(OULAD_SET);
    expect(events.interacted).toEqual({ written: 1, known: 3 });
    const [day] = await eventLog.rows(
      `select interactions from activity_event final where event_id = 'oulad:AAA-2013J:11:501:-5'`,
    );
    expect(day).toEqual({ interactions: 10 });
  });

  test('keeps the preferences of a learner', async () => {
    await run(OULAD_SET);
    await state.updateTable('learner').set({ opted_out: true }).where('id', '=', '12').execute();
    await run(OULAD_SET);
    expect((await stored()).learners.find((learner) => learner.id === '12')?.opted_out).toBe(true);
  });

  test('removes the scorings of a presentation with new facts, and of no other', async () => {
    await run(OULAD_SET);
    const scored = async () =>
      (
        await state.selectFrom('scoring_run').select('presentation_id').orderBy('presentation_id').execute()
      ).map((row) => row.presentation_id);
    await state
      .insertInto('scoring_run')
      .values(
        ['AAA-2013J', 'AAA-2014B'].map((presentation_id) => ({
          presentation_id,
          as_of: new Date('2014-03-01T00:00:00Z'),
          model_id: 'any',
          enrolments: 1,
          run_id: 'any',
        })),
      )
      .execute();
    await run(OULAD_SET);
    expect(await scored()).toEqual(['AAA-2013J', 'AAA-2014B']);
    await run({
      ...OULAD_SET,
      'studentVle.csv': `${OULAD_SET['studentVle.csv']}"AAA","2013J","14","502","1","1"\n`,
    });
    expect(await scored()).toEqual(['AAA-2014B']);
  });

  test('refuses an import number that was used before, instead of counting its clicks twice', async () => {
    await run(OULAD_SET, { importId: 7 });
    await expect(run(OULAD_SET, { importId: 7 })).rejects.toThrow(
      'The event log holds 10 staged clicks of import 7 where 5 were sent',
    );
  });
});
