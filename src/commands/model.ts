import { readFileSync } from 'node:fs';
import { InputError } from '../errors.ts';
import { judgedByEnrolments, type Model, parseModelFile } from '../model/model-file.ts';

/**
 * Reads a model of enrolments that a command was given.
 *
 * @throws InputError where the file cannot be read, is damaged or foreign, or is of a target that has no enrolments
 */
export function readEnrolmentModel(path: string): Model {
  const model = readModel(path);
  judgedByEnrolments(model);
  return model;
}

/** @throws InputError where the file cannot be read, is damaged or foreign */
export function readModel(path: string): Model {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`The model ${path} cannot be read (${(error as Error).message}).`);
  }
  return parseModelFile(text, path);
}
