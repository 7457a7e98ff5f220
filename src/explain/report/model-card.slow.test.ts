import { beforeAll, describe, expect, test } from 'vitest';
import { courseWith } from '../../../test/fixtures/course-events.ts';
import { openEmbeddedLog } from '../../../test/fixtures/embedded-stores.ts';
import { handMadeModel } from '../../../test/fixtures/hand-made-model.ts';
import { twoKindsOfLearners } from '../../../test/fixtures/two-kinds-of-learners.ts';
import { enrolmentKey } from '../../domain/enrolment.ts';
import type { CalendarDate } from '../../domain/moment.ts';
import { appendEvents } from '../../ingest/append.ts';
import { createModel, judgedByEnrolments } from '../../model/model-file.ts';
import { type Card, chartsOf } from './card.ts';
import { htmlOf } from './card-html.ts';
import { markdownOf } from './card-markdown.ts';
import { findingsOf, type JudgedModel } from './findings.ts';
import { judgeModel } from './judged-model.ts';
import { modelCard } from './model-card.ts';
import { svgOf } from './svg.ts';

const season = (id: string, startsOn: string) =>
  courseWith(id, { startsOn: startsOn as CalendarDate, lengthDays: 70 });
const LEARNT = season('AAA-2013J', '2013-10-01');
const JUDGES = season('AAA-2014B', '2014-02-01');

let judged: JudgedModel;
let card: Card;

beforeAll(async () => {
  const { eventLog, close } = await openEmbeddedLog();
  await appendEvents(eventLog, twoKindsOfLearners(JUDGES));
  const model = handMadeModel([LEARNT.id]);
  const rows = await judgeModel(eventLog, model, [JUDGES], () => {});
  const demographics = new Map(
    rows.rows.map((row, nth) => [
      enrolmentKey(row),
      { gender: nth % 2 ? 'F' : 'M', ageBand: null, disability: null, deprivationBand: null },
    ]),
  );
  judged = { model, presentations: [LEARNT, JUDGES], demographics, minimumEnrolments: 1, seed: 1, ...rows };
  card = modelCard(findingsOf(judged));
  await close();
});

describe('a model card', () => {
  test('reads like the golden card', async () => {
    const markdown = markdownOf(card, (name) => `${name}.svg`);
    await expect(markdown).toMatchFileSnapshot('../../../test/flows/model-card.golden.md');
  });

  test('has every picture that it names, each with its numbers in words', () => {
    const charts = chartsOf(card);
    expect([...charts.keys()]).toEqual([
      'data-window',
      'roc',
      'precision-recall',
      'reliability',
      'lead-time',
      'importance',
      'shap-summary',
      'shap-dependence-1',
      'partial-dependence-1',
      'shap-dependence-2',
      'partial-dependence-2',
      'fairness',
    ]);
    for (const [name, chart] of charts) {
      expect(chart.description, name).not.toMatch(/NaN|undefined|null/);
      expect(svgOf(chart), name).toMatch(/^<svg role="img" aria-label="[^"]+" width="720"/);
      expect(svgOf(chart), name).not.toMatch(/NaN|undefined/);
    }
  });

  test('has an interval beside every estimate in its tables', () => {
    const bare = card.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'table' ? block.rows.map((cells) => [block.columns, cells]) : []))
      .flatMap(([columns, cells]) => cells.filter((_, place) => columns[place] !== 'mean probability'))
      .filter(
        (cell) => /\d\.\d|%/.test(cell) && !/^-?\d+(\.\d+)? \(-?\d+(\.\d+)? to -?\d+(\.\d+)?\)$/.test(cell),
      );
    expect(bare).toEqual([]);
  });

  test('is one HTML file that needs nothing else', () => {
    const html = htmlOf(card);
    expect(html.match(/<svg /g)).toHaveLength(chartsOf(card).size);
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(http|src=/);
    expect(
      html.match(/https?:\/\/[^"' ]+/g)?.filter((address) => !address.startsWith('http://www.w3.org/')),
    ).toEqual([]);
  });

  test('also judges the learners that the model had not met, on the rows of its training', () => {
    const evaluation = judgedByEnrolments(judged.model);
    const metrics = { evaluatedOn: judged.judgedOn, evaluation, newLearners: evaluation };
    const withNew = { ...judged, model: createModel({ ...judged.model, metrics }) };
    expect(markdownOf(modelCard(findingsOf(withNew)), String)).toContain(
      '| learners never met before | figure |',
    );
    expect(markdownOf(card, String)).not.toContain('learners never met before');
  });

  test('says nothing about groups where none are known', () => {
    const unknown = modelCard(findingsOf({ ...judged, demographics: new Map() }));
    expect(chartsOf(unknown).has('fairness')).toBe(false);
    expect(markdownOf(unknown, String)).toMatch(/## Fairness\n\nNot measured/);
  });

  test('is the same for the same seed', () => {
    expect(markdownOf(modelCard(findingsOf(judged)), String)).toBe(markdownOf(card, String));
  });
});

test('text is text, in Markdown and in HTML', () => {
  const odd: Card = {
    title: '<b>*',
    sections: [{ heading: 'a|b', blocks: [{ kind: 'table', columns: ['x|y'], rows: [['<script>']] }] }],
  };
  expect(markdownOf(odd, String)).toBe('# \\<b\\>\\*\n\n## a\\|b\n\n| x\\|y |\n| --- |\n| \\<script\\> |\n');
  expect(htmlOf(odd)).not.toContain('<script>');
});
