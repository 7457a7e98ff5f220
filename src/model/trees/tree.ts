import { z } from 'zod';

/** A binary tree as parallel arrays over its nodes; node 0 is the root. */
export interface Tree {
  /** The column that the node's question reads, -1 at a leaf. */
  readonly column: Int32Array;
  /** Values up to this one go left. NaN where `categories` decide, without meaning at a leaf. */
  readonly threshold: Float64Array;
  /** For a categorical column the codes that go left, 32 a word; codes not seen in training go right. */
  readonly categories: readonly (Uint32Array | null)[];
  /** 1 where a missing value goes left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf adds. */
  readonly value: Float64Array;
  /** Weight of the training rows that reached the node; above 0. */
  readonly cover: Float64Array;
}

/** Whether `value` goes left at an inner node. */
export function goesLeft(tree: Tree, node: number, value: number): boolean {
  if (Number.isNaN(value)) return tree.missingLeft[node] === 1;
  const categories = tree.categories[node];
  if (categories === null) return value <= tree.threshold[node];
  return ((categories[value >>> 5] ?? 0) & (1 << (value & 31))) !== 0;
}

/** The value of the leaf that a row reaches; the row begins at `offset` of `values`. */
export function leafValue(tree: Tree, values: Float64Array, offset = 0): number {
  const { column, threshold, left, right } = tree;
  let node = 0;
  for (let asked = column[0]; asked >= 0; asked = column[node]) {
    const value = values[offset + asked];
    const cut = threshold[node];
    // Only a missing value and the threshold of categories are NaN, so only they take the slower branch.
    if (value <= cut) node = left[node];
    else if (value > cut) node = right[node];
    else node = goesLeft(tree, node, value) ? left[node] : right[node];
  }
  return tree.value[node];
}

/** Explaining keeps the columns of a path in 32 bits, without the sign. */
export const MOST_SPLITS_DEEP = 30;

/** A tree as JSON holds it: leaves have column -1 and neither threshold nor children. */
export const treeSchema = z
  .strictObject({
    column: z.array(z.int().min(-1)).min(1),
    threshold: z.array(z.number()),
    categories: z.record(z.string().regex(/^\d+$/), z.array(z.int().min(0)).max(8)).default({}),
    missingLeft: z.array(z.literal([0, 1])),
    left: z.array(z.int()),
    right: z.array(z.int()),
    value: z.array(z.number()),
    cover: z.array(z.number().positive()),
  })
  .superRefine((tree, context) => {
    const nodes = tree.column.length;
    for (const name of ['threshold', 'missingLeft', 'left', 'right', 'value', 'cover'] as const)
      if (tree[name].length !== nodes)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `must have an entry for each of the ${nodes} nodes`,
        });
    const depths: number[] = [0];
    for (let node = 0; node < nodes; node += 1) {
      if (tree.column[node] < 0) continue;
      for (const side of ['left', 'right'] as const) {
        const child = tree[side][node] ?? -1;
        if (child <= node || child >= nodes || depths[child] !== undefined)
          context.addIssue({
            code: 'custom',
            path: [side, node],
            message: 'must be a later node that no other has as its child',
          });
        depths[child] = (depths[node] ?? 0) + 1;
      }
    }
    if (depths.some((depth) => depth > MOST_SPLITS_DEEP))
      context.addIssue({ code: 'custom', message: `must be at most ${MOST_SPLITS_DEEP} splits deep` });
    for (const node of Object.keys(tree.categories))
      if (Number(node) >= nodes || tree.column[Number(node)] < 0)
        context.addIssue({ code: 'custom', path: ['categories', node], message: 'must be of an inner node' });
  });
export type TreeJson = z.infer<typeof treeSchema>;

export const treeToJson = (tree: Tree): TreeJson => ({
  column: [...tree.column],
  threshold: Array.from(tree.threshold, (cut) => (Number.isNaN(cut) ? 0 : cut)),
  categories: Object.fromEntries(
    tree.categories.flatMap((codes, node) => (codes === null ? [] : [[String(node), [...codes]]])),
  ),
  missingLeft: [...tree.missingLeft] as (0 | 1)[],
  left: [...tree.left],
  right: [...tree.right],
  value: [...tree.value],
  cover: [...tree.cover],
});

export const treeFromJson = (json: TreeJson): Tree => ({
  column: Int32Array.from(json.column),
  threshold: Float64Array.from(json.threshold, (cut, node) =>
    json.categories[node] === undefined ? cut : Number.NaN,
  ),
  categories: json.column.map((_, node) => {
    const codes = json.categories[node];
    return codes === undefined ? null : Uint32Array.from(codes);
  }),
  missingLeft: Uint8Array.from(json.missingLeft),
  left: Int32Array.from(json.left),
  right: Int32Array.from(json.right),
  value: Float64Array.from(json.value),
  cover: Float64Array.from(json.cover),
});
