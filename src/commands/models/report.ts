import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import type { Presentation } from '../../domain/presentation.ts';
import { type Card, chartsOf } from '../../explain/report/card.ts';
import { htmlOf } from '../../explain/report/card-html.ts';
import { markdownOf } from '../../explain/report/card-markdown.ts';
import { findingsOf } from '../../explain/report/findings.ts';
import { judgeModel } from '../../explain/report/judged-model.ts';
import { modelCard } from '../../explain/report/model-card.ts';
import { rowsCard } from '../../explain/report/rows-card.ts';
import { svgOf } from '../../explain/report/svg.ts';
import { unseenPresentations } from '../../model/judge/judged-rows.ts';
import type { RowEvaluation } from '../../model/judge/row-evaluation.ts';
import type { Model } from '../../model/model-file.ts';
import { demographicsOf } from '../../model/registry/demographics.ts';
import { allPresentations } from '../../store/presentations.ts';
import { numberOf } from '../number.ts';
import { openProgress } from '../progress.ts';
import { openData } from './data.ts';
import { readModel } from './model-file.ts';
import { unseenRows } from './unseen-rows.ts';

interface ReportOptions {
  data?: string;
  out: string;
  seed: string;
  json?: boolean;
}

/** Writes the model card: one self-contained HTML file, and Markdown with its pictures beside it. */
export async function reportCommand(modelPath: string, options: ReportOptions): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const model = readModel(modelPath);
  const { evaluation } = model.metrics;
  const { card, judgedOn } =
    evaluation.kind === 'rows'
      ? await cardOfRows(model, evaluation, options.data, seed)
      : await enrolmentCard(model, options.data, seed);
  const files = writeCard(card, options.out);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ modelId: model.id, judgedOn, files })}\n`
      : `Model card of ${model.id}, judged on ${judgedOn.parts.join(', ')}: ${files[0]}\n`,
  );
}

interface Judged {
  readonly card: Card;
  readonly judgedOn: { readonly parts: readonly string[] };
}

/** The card of a model of rows: from the model file alone or, where data is given, from the rows that it has not seen. */
async function cardOfRows(
  model: Model,
  evaluation: RowEvaluation,
  path: string | undefined,
  seed: number,
): Promise<Judged> {
  if (path === undefined)
    return { card: rowsCard(model, evaluation, null), judgedOn: model.metrics.evaluatedOn };
  const { progress, close } = openProgress(process.stderr, Date.now);
  try {
    const { parts, matrix, judged } = await unseenRows({
      models: [model],
      path,
      seed,
      config: readConfig(process.env),
      progress,
    });
    progress('working out the card', 0, 1);
    const card = rowsCard(model, evaluation, { parts, matrix, judged: judged[0], seed });
    progress('working out the card', 1, 1);
    return { card, judgedOn: { parts } };
  } finally {
    close();
  }
}

async function enrolmentCard(model: Model, dataPath: string | undefined, seed: number): Promise<Judged> {
  const { progress, close } = openProgress(process.stderr, Date.now);
  const config = readConfig(process.env);
  const data = await openData(config, 'report', dataPath, progress);
  try {
    const { state, eventLog } = data.stores;
    const presentations = await allPresentations(state);
    const judges = judgesOf(model, unseenPresentations([model], presentations, moment(Date.now())));
    const demographics = await demographicsOf(
      state,
      judges.map(({ id }) => id),
    );
    const judged = await judgeModel(eventLog, model, judges, (done) =>
      progress('judging', done, judges.length),
    );
    const { minimumEnrolments } = config.models.fairness;
    progress('working out the card', 0, 1);
    const card = modelCard(
      findingsOf({ model, presentations, demographics, minimumEnrolments, seed, ...judged }),
    );
    progress('working out the card', 1, 1);
    return { card, judgedOn: judged.judgedOn };
  } finally {
    close();
    await data.close();
  }
}

/** The presentations that judged the model when it was trained, if the data has them all; otherwise all unseen ones. */
function judgesOf({ metrics }: Model, unseen: readonly Presentation[]): readonly Presentation[] {
  const judged = unseen.filter(({ id }) => metrics.evaluatedOn.parts.includes(id));
  return judged.length === metrics.evaluatedOn.parts.length ? judged : unseen;
}

/** Writes the files of a card and returns their paths, the HTML first. */
function writeCard(card: Card, out: string): string[] {
  mkdirSync(out, { recursive: true });
  const write = (name: string, content: string): string => {
    const path = join(out, name);
    writeFileSync(path, content);
    return path;
  };
  return [
    write('model-card.html', htmlOf(card)),
    write('model-card.md', markdownOf(card, pictureName)),
    ...[...chartsOf(card)].map(([name, chart]) => write(pictureName(name), svgOf(chart))),
  ];
}

const pictureName = (name: string): string => `${name}.svg`;
