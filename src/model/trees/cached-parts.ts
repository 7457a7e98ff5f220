import { laidFlat } from './laid-flat.ts';
import type { Tree } from './tree.ts';
import { type TreesExplainer, treesExplainer } from './tree-shap.ts';

/** A tree with up to this many questions has at most 4,096 sets of answers; its lookup table takes 16 kB. */
const MOST_QUESTIONS = 12;

/** 8 MB of numbers. */
const MOST_CACHED = 1 << 20;

/** How many numbers a small tree's explainer keeps ready: few, because its answers are cached. */
const READY_A_TREE = 1 << 10;

/**
 * The same answer as `treesExplainer`, with a cache. The parts of one tree depend only on the row's answers to the tree's
 * questions, and the rows of a course give few different sets of answers: in the shipped model eleven additions a tree
 * become four. Trees with many questions are computed each time.
 *
 * @param room how many numbers the cache holds, at least as many as the trees have columns; a full cache is emptied
 */
export function cachingExplainer(trees: readonly Tree[], room = MOST_CACHED): TreesExplainer {
  const small = trees.filter((tree) => questionsOf(tree).length <= MOST_QUESTIONS);
  const large = treesExplainer(trees.filter((tree) => questionsOf(tree).length > MOST_QUESTIONS));
  const ownExplainers = small.map((tree) => treesExplainer([tree], READY_A_TREE));
  const places = placesOf(small);
  const cache: Cache = {
    at: new Int32Array(places.sets),
    parts: new Float64Array(room),
    used: 0,
  };
  const ofTree = new Float64Array(1 + Math.max(0, ...places.columns));
  const learn = (nth: number, set: number, row: Float64Array): number => {
    const { columns, columnsFrom } = places;
    if (cache.used + columnsFrom[nth + 1] - columnsFrom[nth] > room) empty(cache);
    const start = cache.used;
    ofTree.fill(0);
    ownExplainers[nth].explain(row, ofTree);
    for (let i = columnsFrom[nth]; i < columnsFrom[nth + 1]; i += 1) {
      cache.parts[cache.used] = ofTree[columns[i]];
      cache.used += 1;
    }
    cache.at[set] = start + 1;
    return start;
  };
  return {
    base: ownExplainers.reduce((sum, { base }) => sum + base, large.base),
    explain(row, out) {
      large.explain(row, out);
      addCached(places, cache, learn, row, out);
    },
  };
}

interface Cache {
  /** For each set of answers, the place where its parts begin plus one; 0 for a set that has not come yet. */
  readonly at: Int32Array;
  readonly parts: Float64Array;
  used: number;
}

function empty(cache: Cache): void {
  cache.at.fill(0);
  cache.used = 0;
}

/** Where the questions, columns and sets of answers of the small trees stand, tree after tree. */
interface Places {
  readonly questions: Int32Array;
  /** Where each tree's questions begin; one entry more than trees. */
  readonly questionsFrom: Int32Array;
  readonly columnOf: Int32Array;
  readonly isRight: (node: number, value: number) => number;
  readonly columns: Int32Array;
  readonly columnsFrom: Int32Array;
  readonly setsFrom: Int32Array;
  readonly sets: number;
}

function placesOf(trees: readonly Tree[]): Places {
  const { roots, column, isRight } = laidFlat(trees);
  const questions = trees.map((tree, nth) => questionsOf(tree).map((node) => roots[nth] + node));
  const columns = questions.map((nodes) => [...new Set(nodes.map((node) => column[node]))]);
  const setsFrom = startsOf(questions.map((nodes) => 1 << nodes.length));
  return {
    questions: Int32Array.from(questions.flat()),
    questionsFrom: startsOf(questions.map((nodes) => nodes.length)),
    columnOf: column,
    isRight,
    columns: Int32Array.from(columns.flat()),
    columnsFrom: startsOf(columns.map((asked) => asked.length)),
    setsFrom,
    sets: setsFrom[trees.length],
  };
}

/** Where pieces of these lengths begin when they stand one after the other, and where the last one ends. */
function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  lengths.forEach((length, nth) => {
    starts[nth + 1] = starts[nth] + length;
  });
  return starts;
}

const questionsOf = ({ column }: Tree): number[] => [...column.keys()].filter((node) => column[node] >= 0);

function addCached(
  { questions, questionsFrom, columnOf, isRight, columns, columnsFrom, setsFrom }: Places,
  { at, parts }: Cache,
  learn: (nth: number, set: number, row: Float64Array) => number,
  row: Float64Array,
  out: Float64Array,
): void {
  for (let nth = 0; nth + 1 < questionsFrom.length; nth += 1) {
    let answers = 0;
    for (let q = questionsFrom[nth]; q < questionsFrom[nth + 1]; q += 1)
      answers = 2 * answers + isRight(questions[q], row[columnOf[questions[q]]]);
    const set = setsFrom[nth] + answers;
    const start = at[set] > 0 ? at[set] - 1 : learn(nth, set, row);
    for (let i = columnsFrom[nth], part = start; i < columnsFrom[nth + 1]; i += 1, part += 1)
      out[columns[i]] += parts[part];
  }
}
