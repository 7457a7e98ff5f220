import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { moment } from '../domain/moment.ts';
import { chartsOf } from '../explain/report/card.ts';
import { htmlOf } from '../explain/report/card-html.ts';
import { markdownOf } from '../explain/report/card-markdown.ts';
import { findingsOf } from '../explain/report/findings.ts';
import { judgeModel } from '../explain/report/judged-model.ts';
import { modelCard } from '../explain/report/model-card.ts';
import { svgOf } from '../explain/report/svg.ts';
import { unseenPresentations } from '../model/judged-rows.ts';
import { demographicsOf } from '../model/life/demographics.ts';
import { allPresentations } from '../store/presentations.ts';
import { openData } from './data.ts';
import { readEnrolmentModel } from './model.ts';
import { numberOf } from './number.ts';
import { openProgress } from './progress.ts';

interface ReportOptions {
  data?: string;
  out: string;
  seed: string;
  json?: boolean;
}

/** Writes the model card: one HTML file that needs nothing else, and Markdown with its pictures beside it. */
export async function reportCommand(modelPath: string, options: ReportOptions): Promise<void> {
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const model = readEnrolmentModel(modelPath);
  const config = readConfig(process.env);
  const { progress, close } = openProgress(process.stderr, Date.now);
  const data = await openData(config, 'report', options.data, progress);
  try {
    const presentations = await allPresentations(data.stores.state);
    const judges = unseenPresentations([model], presentations, moment(Date.now()));
    const demographics = await demographicsOf(
      data.stores.state,
      judges.map(({ id }) => id),
    );
    const judged = await judgeModel(data.stores.eventLog, model, judges, (done) =>
      progress('judging', done, judges.length),
    );
    progress('working out the card', 0, 1);
    const card = modelCard(findingsOf({ model, presentations, demographics, seed, ...judged }));
    progress('working out the card', 1, 1);
    mkdirSync(options.out, { recursive: true });
    const write = (name: string, content: string): string => {
      const path = join(options.out, name);
      writeFileSync(path, content);
      return path;
    };
    const files = [
      write('model-card.html', htmlOf(card)),
      write('model-card.md', markdownOf(card, pictureName)),
      ...[...chartsOf(card)].map(([name, chart]) => write(pictureName(name), svgOf(chart))),
    ];
    close();
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ modelId: model.id, judgedOn: judged.judgedOn, files })}\n`
        : `Model card of ${model.id}, judged on ${judged.judgedOn.parts.join(', ')}: ${files[0]}\n`,
    );
  } finally {
    close();
    await data.close();
  }
}

const pictureName = (name: string): string => `${name}.svg`;
