import { readFileSync } from 'node:fs';
import { InputError } from '../../errors.ts';
import { type Model, parseModelFile } from '../../model/model-file.ts';

/** @throws InputError where the file cannot be read, is damaged or is not a model file */
export function readModel(path: string): Model {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`The model ${path} cannot be read (${(error as Error).message}).`);
  }
  return parseModelFile(text, path);
}
