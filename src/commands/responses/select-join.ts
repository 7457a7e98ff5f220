import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { joinSessions } from '../../responses/stages/join.ts';
import { select } from '../../responses/stages/select.ts';
import { numberOf } from '../number.ts';
import { type StageOptions, type StageSummary, say } from './stage.ts';
import { runTableStage } from './table-stage.ts';

export interface SelectOptions extends StageOptions {
  user?: string;
  usersFile?: string;
  milestone?: string;
  where?: string;
  perLearner?: boolean;
}

/** `rekindle responses select`: the responses to continue with. */
export const selectCommand = async (options: SelectOptions): Promise<void> =>
  say(options, await selectStage(options));

export function selectStage(options: SelectOptions): Promise<StageSummary> {
  const { user, usersFile, milestone, where, perLearner } = options;
  const users =
    user === undefined && usersFile === undefined
      ? null
      : [...(user?.split(',') ?? []), ...(usersFile === undefined ? [] : linesOf(usersFile))];
  const asked = {
    users,
    milestone: milestone ?? null,
    where: where ?? null,
    isPerLearner: perLearner ?? false,
  };
  return runTableStage(options, (runFolder, tables) => select.run({ runFolder, tables, ...asked }));
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`--users-file: there is no file ${path}`);
  return readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
}

export interface JoinOptions extends StageOptions {
  window: string;
}

/** `rekindle responses join`: each response with its learner's nearest session. */
export const joinCommand = async (options: JoinOptions): Promise<void> =>
  say(options, await joinStage(options));

export function joinStage(options: JoinOptions): Promise<StageSummary> {
  const windowSeconds = numberOf('--window', options.window, 0, DAY_SECONDS);
  return runTableStage(options, (runFolder, tables) =>
    joinSessions.run({ runFolder, tables, windowSeconds }),
  );
}

const DAY_SECONDS = 86_400;
