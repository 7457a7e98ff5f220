import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { OULAD_SET } from '../../test/oulad-files.ts';
import { openOuladImports } from '../../test/oulad-imports.ts';
import type { EventLog } from '../store/event-log.ts';

const imports = await openOuladImports();
const { eventLog, state, run, stored } = imports;
beforeEach(() => imports.clear());
afterAll(() => imports.close());

describe('an import that stopped', () => {
  /** An event log that counts its calls: call number `at` does `instead`, all other calls work. */
  function failing(at: number, instead: () => void): { eventLog: EventLog; uses: () => number } {
    let uses = 0;
    const counted = <Args extends unknown[], T>(use: (...args: Args) => Promise<T>) => {
      return async (...args: Args): Promise<T> => {
        if (uses++ === at) instead();
        return use(...args);
      };
    };
    return {
      eventLog: {
        ...eventLog,
        rows: counted(eventLog.rows) as EventLog['rows'],
        command: counted(eventLog.command),
        insertTsv: counted(eventLog.insertTsv),
      },
      uses: () => uses,
    };
  }

  test('at any statement is completed by the next', async () => {
    const unbroken = failing(-1, () => {});
    await run(OULAD_SET, { eventLog: unbroken.eventLog });
    const whole = await stored();
    expect(unbroken.uses()).toBeGreaterThan(8);
    for (let at = 0; at < unbroken.uses(); at++) {
      await eventLog.command('truncate table activity_event');
      const { eventLog: broken } = failing(at, () => {
        throw new Error('the power went');
      });
      await expect(run(OULAD_SET, { eventLog: broken })).rejects.toThrow('the power went');
      const [last] = await state
        .selectFrom('import_run')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(1)
        .execute();
      expect(last?.finished_at).toBeNull();
      await run(OULAD_SET);
      expect(await stored()).toEqual(whole);
    }
  });

  test.each(['Reading', 'Writing'])('by its signal while %s is completed by the next', async (step) => {
    await run(OULAD_SET);
    const whole = await stored();
    await eventLog.command('truncate table activity_event');
    const controller = new AbortController();
    const stopped = run(OULAD_SET, {
      signal: controller.signal,
      progress: (now) => now === step && controller.abort(new Error('stopped by the user')),
    });
    await expect(stopped).rejects.toThrow('stopped by the user');
    expect((await stored()).events.length).toBeLessThan(whole.events.length);
    await run(OULAD_SET);
    expect(await stored()).toEqual(whole);
  });
});
