import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Figures in the documents that come from a file of the repository. A comment that readers do not see follows them:
 *
 *   medium from 0.4<!-- config/rekindle.config.json bands.medium -->
 *   AUC 0.876 (0.869 to 0.883), error 0.013 (0.009 to 0.023)<!-- models/dropout.json metrics.evaluation.overall.{auc, ece} .3 -->
 *
 * The comment names a file, one or more keys in it, and how to write the value. It covers as many figures of its paragraph
 * as it has keys, those just before it. The file may be
 * - JSON: the key is a path, and `list[day=14]` is the entry of a list; the value of a list or an object is the number of
 *   its entries, and the value of an estimate includes its interval;
 * - TypeScript: the key is a constant;
 * - a folder: `*` is the number of its sources, any other key the number of those that hold this text.
 *
 * Ways to write: `.3` three decimals, `%` in hundredths, `/7` divided by 7, `word` as a word.
 */
export interface Figure {
  /** The figure in the document. */
  readonly written: string;
  /** The figure by the file. */
  readonly right: string;
  /** Offset in the document. */
  readonly at: number;
  /** The file and the key. */
  readonly source: string;
}

/** @throws TypeError for a comment that names no value, or more values than there are figures before it */
export function figuresIn(text: string, root: string): Figure[] {
  let from = 0;
  return [...text.matchAll(/<!-- ([^>]+?) -->/g)].flatMap((comment) => {
    const start = Math.max(from, text.lastIndexOf('\n\n', comment.index) + 1);
    const written = [...text.slice(start, comment.index).matchAll(WRITTEN)];
    from = comment.index + comment[0].length;
    const { path, keys, ways } = markOf(comment[1]);
    if (keys.length > written.length) throw new TypeError(`There are too few figures before ${comment[0]}.`);
    return written.slice(-keys.length).map((figure, nth) => ({
      written: figure[0],
      right: likeFirstLetter(figure[0], inWriting(decidedBy(root, path, keys[nth]), ways)),
      at: start + figure.index,
      source: `${path} ${keys[nth]}`,
    }));
  });
}

/** The document with every figure replaced by that of its file. */
export const corrected = (text: string, figures: readonly Figure[]): string =>
  figures
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (changed, { at, written, right }) => changed.slice(0, at) + right + changed.slice(at + written.length),
      text,
    );

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const NUMBER = String.raw`\d+(?:[,.:]\d+)*`;
/** `0.4`, `3,850`, `21:00`, `seven`, `0.876 (0.869 to 0.883)` */
const WRITTEN = new RegExp(
  String.raw`(?<![\w.])${NUMBER}(?: \(${NUMBER} to ${NUMBER}\))?(?!\w)|\b(?:${WORDS.join('|')})\b`,
  'gi',
);

interface Mark {
  readonly path: string;
  readonly keys: readonly string[];
  readonly ways: readonly string[];
}

/** `<file> <key> <ways>`, or `<file> <beginning>{<ending>, <ending>} <ways>` for several keys that begin alike. */
function markOf(comment: string): Mark {
  const [path, ...rest] = comment.split(' ');
  const isWay = (word: string) => /^(?:\.\d|%|\/\d+|word)$/.test(word);
  const key = rest.filter((word) => !isWay(word)).join(' ');
  const [, beginning, endings] = /^(.+)\{(.+)\}$/.exec(key) ?? [];
  const keys = endings === undefined ? [key] : endings.split(', ').map((ending) => beginning + ending);
  return { path, keys, ways: rest.filter(isWay) };
}

type Value = number | string | Estimate;

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function decidedBy(root: string, path: string, key: string): Value {
  const place = join(root, path);
  const value = path.endsWith('.json')
    ? jsonValue(JSON.parse(readFileSync(place, 'utf8')), key)
    : path.endsWith('.ts')
      ? constant(readFileSync(place, 'utf8'), key)
      : sourcesIn(place, key);
  if (value === null) throw new TypeError(`${path} has no ${key}.`);
  return value;
}

function jsonValue(document: unknown, key: string): Value | null {
  let value = document;
  for (const part of key.split('.')) {
    const [, name, field, wanted] = /^(.+?)(?:\[(.+)=(.+)\])?$/.exec(part) ?? [];
    value = (value as Record<string, unknown> | undefined)?.[name];
    if (field !== undefined)
      value = (value as Record<string, unknown>[]).find((entry) => String(entry[field]) === wanted);
  }
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  return 'low' in value ? (value as Estimate) : Object.keys(value).length;
}

/** A number or a product of numbers behind `name =` or `name:`. */
function constant(source: string, name: string): number | null {
  const product = new RegExp(String.raw`\b${name}(?:: number)?(?: =|:) ([\d_.* ]+)[;,]`).exec(source)?.[1];
  return product === undefined
    ? null
    : product.split('*').reduce((value, factor) => value * Number(factor.replaceAll('_', '')), 1);
}

const sourcesIn = (folder: string, text: string): number =>
  readdirSync(folder).filter(
    (name) =>
      !name.includes('.test.') && (text === '*' || readFileSync(join(folder, name), 'utf8').includes(text)),
  ).length;

function inWriting(value: Value, ways: readonly string[]): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') {
    const [estimate, low, high] = [value.value, value.low, value.high].map((one) => inWriting(one, ways));
    return `${estimate} (${low} to ${high})`;
  }
  const divisor = Number(ways.find((way) => way.startsWith('/'))?.slice(1) ?? 1);
  // To twelve digits, since 0.07 times 100 is not quite 7.
  const number = Number(((value / divisor) * (ways.includes('%') ? 100 : 1)).toPrecision(12));
  const decimals = ways.find((way) => way.startsWith('.'))?.slice(1);
  if (decimals !== undefined) return number.toFixed(Number(decimals));
  return ways.includes('word') ? WORDS[number] : number.toLocaleString('en', { maximumFractionDigits: 12 });
}

/** A word at the beginning of a sentence keeps its capital. */
const likeFirstLetter = (written: string, right: string): string =>
  /^[A-Z]/.test(written) ? right[0].toUpperCase() + right.slice(1) : right;
