import { posix } from 'node:path';
import { nodesOf, type Source, type SyntaxNode } from './source.ts';

/**
 * The rooms of `src` from the ground up, in the order of ARCHITECTURE.md. A file may import from its own room and from
 * those before it. Types count like values.
 */
export const ROOMS = [
  'errors.ts',
  'version.ts',
  'worker.ts',
  'domain',
  'stats',
  'store',
  'settings',
  'ingest',
  'features',
  'model',
  'speech',
  'explain',
  'decide',
  'insight',
  'deliver',
  'responses',
  'cycle',
  'config.ts',
  'runtime.ts',
  'read',
  'live',
  'simulate',
  'jobs',
  'api',
  'commands',
  'main.ts',
] as const;

/** An import of one file by another file. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Every import of a file of the project: of values, of types, while it runs, and as the script of a thread. */
export function arrowsOf({ path, tree }: Source): Arrow[] {
  const arrows: Arrow[] = [];
  for (const node of nodesOf(tree)) {
    const named = namedBy(node);
    if (named === null || (!named.startsWith('.') && node.type !== 'NewExpression')) continue;
    arrows.push({ from: path, to: posix.join(posix.dirname(path), named) });
  }
  return arrows;
}

/** The module that a node of the syntax tree imports; null where it imports none. */
function namedBy(node: SyntaxNode): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return textOf(node.source ?? node.argument);
    case 'NewExpression': {
      const [first, second] = node.arguments as readonly SyntaxNode[];
      const isModuleUrl = nameOf(node.callee) === 'URL' && second?.type === 'MemberExpression';
      return isModuleUrl && textOf(first)?.endsWith('.ts') ? textOf(first) : null;
    }
    default:
      return null;
  }
}

function textOf(node: unknown): string | null {
  const { type, value, literal } = (node ?? {}) as { type?: string; value?: unknown; literal?: unknown };
  if (type === 'TSLiteralType') return textOf(literal);
  return typeof value === 'string' ? value : null;
}

const nameOf = (node: unknown): unknown => (node as { name?: unknown } | undefined)?.name;

/** The place of a file's room in the order; -1 where the room is in no list. */
export const floorOf = (path: string): number =>
  (ROOMS as readonly string[]).indexOf(path.split('/')[1] ?? '');

/** Imports that run upward, and imports from or to a room that the order does not list. */
export const wrongArrows = (arrows: readonly Arrow[]): Arrow[] =>
  arrows.filter(({ from, to }) => {
    const [start, end] = [floorOf(from), floorOf(to)];
    return start === -1 || end === -1 || end > start;
  });

/** Groups of files that import each other round a circle, by Tarjan's algorithm (SIAM J. Comput. 1972, 1, 146-160). */
export function circlesOf(arrows: readonly Arrow[]): string[][] {
  const next = Map.groupBy(arrows, ({ from }) => from);
  const order = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    order.set(file, order.size);
    let low = order.size - 1;
    path.push(file);
    for (const { to } of next.get(file) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (path.includes(to)) low = Math.min(low, order.get(to) ?? low);
    }
    if (low === order.get(file)) {
      const circle = path.splice(path.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return circles;
}
