import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FrontEnd, readFrontEnd } from './front-end.ts';
import { type Gaussians, readGaussians } from './gaussians.ts';
import { type MixtureWeights, readMixtureWeights } from './mixture-weights.ts';
import { type PhoneDefinitions, readPhoneDefinitions } from './phone-definitions.ts';
import { readTransitions, type Transitions } from './transitions.ts';

/** A phonetically tied model of Sphinx: how each phone of a language sounds. */
export interface AcousticModel {
  readonly definitions: PhoneDefinitions;
  readonly gaussians: Gaussians;
  readonly mixtures: MixtureWeights;
  readonly transitions: Transitions;
  readonly frontEnd: FrontEnd;
}

/**
 * Reads the model in a folder that is laid out as Sphinx does it.
 *
 * @throws InputError where a file is damaged or does not match the other files
 */
export function readAcousticModel(folder: string): AcousticModel {
  const read = (name: string): Uint8Array => readFileSync(join(folder, name));
  const definitions = readPhoneDefinitions(read('mdef'));
  const gaussians = readGaussians(read('means'), read('variances'));
  const { streams, densities } = gaussians;
  return {
    definitions,
    gaussians,
    mixtures: readMixtureWeights(read('sendump'), { streams, densities, senones: definitions.senoneCount }),
    transitions: readTransitions(read('transition_matrices')),
    frontEnd: readFrontEnd(new TextDecoder().decode(read('feat.params'))),
  };
}
