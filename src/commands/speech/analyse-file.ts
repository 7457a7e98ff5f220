import { existsSync, statSync } from 'node:fs';
import { InputError } from '../../errors.ts';
import type { Analysis } from '../../speech/analysis.ts';
import { localAnalyser } from '../../speech/local-analyser.ts';
import { SPEECH_MODELS } from './speech-models.ts';

interface AnalyseFileOptions {
  text?: string;
  json?: boolean;
}

/** `rekindle responses analyse-file`: the local analyser's findings on one recording. */
export async function analyseFileCommand(file: string, options: AnalyseFileOptions): Promise<void> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new InputError(`There is no file ${file}.`);
  const analyser = localAnalyser(SPEECH_MODELS);
  const result = await analyser.analyse({ path: file, expectedText: options.text ?? null, earlier: [] });
  if ('refused' in result) throw new InputError(`${file}: ${result.message}`);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : inWords(result));
}

function inWords(analysis: Analysis): string {
  const lines = (
    [
      ['audio quality', analysis.audioQuality],
      ['pronunciation', analysis.pronunciation],
      ['engagement', analysis.engagementScore],
      ['engagement state', analysis.engagementState],
      ['emotion', analysis.dominantEmotion],
      ['emotional score', analysis.emotionalScore],
    ] as const
  ).map(([name, { value, confidence, validatedAgainst }]) => {
    const shown = typeof value === 'number' ? value.toFixed(0) : (value ?? 'unknown');
    const trust = confidence === null ? 'confidence unknown' : `confidence ${confidence.toFixed(2)}`;
    return `${name.padEnd(18)}${shown.padEnd(16)}${trust}; ${
      validatedAgainst === null
        ? 'not validated against human judgement'
        : `validated against ${validatedAgainst}`
    }`;
  });
  return `${lines.join('\n')}\n`;
}
