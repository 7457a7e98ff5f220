import { Option } from 'commander';

/** Loads a command when it runs: `--help` and wrong usage are answered without the stores, the models and the server. */
export const lazily =
  <Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<void>>) =>
  async (...args: Args) =>
    (await load())(...args);

/** `--json` of a command. */
export const json = () =>
  new Option('--json', 'answer with one JSON document on standard output and nothing else');
