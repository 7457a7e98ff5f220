import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAst } from 'vite';

/** A node of the syntax tree (ESTree with TypeScript). */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A source file, parsed. */
export interface Source {
  /** From the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxNode;
}

export const ROOT = join(import.meta.dirname, '..', '..');

/** @param path its ending says which language the text is in */
export const parsed = (path: string, text: string): Source => ({
  path,
  text,
  tree: parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as SyntaxNode,
});

/** AssemblyScript has types of its own and is not TypeScript. */
const isOurs = (path: string) => !path.includes('/wasm/') && !path.endsWith('.d.ts');

const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** The files of these patterns. */
export const filesOf = (...patterns: readonly string[]): Source[] =>
  globSync(patterns, { cwd: ROOT })
    .map((path) => relative(ROOT, join(ROOT, path)).replaceAll('\\', '/'))
    .filter(isOurs)
    .sort()
    .map((path) => parsed(path, readFileSync(join(ROOT, path), 'utf8')));

/** The files of these patterns without their tests. */
export const sourcesOf = (...patterns: readonly string[]): Source[] =>
  filesOf(...patterns).filter(({ path }) => !isTest(path));

/** Every node of a tree, the outer before the inner. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child);
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';

/** The line that a place in the text is on, counted from 1. */
export const lineAt = (text: string, place: number): number => text.slice(0, place).split('\n').length;
