import { Option } from 'commander';

/** Loads a command only when it runs: `--help` and wrong usage need neither the stores nor the models nor the server. */
export const lazily =
  <Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<void>>) =>
  async (...args: Args) =>
    (await load())(...args);

/** The option `--json` of a command. */
export const json = () =>
  new Option('--json', 'answer with one JSON document on standard output and nothing else');
