import { lineAt, nodesOf, type Source, type SyntaxNode } from './source.ts';

/** Lines of a file that is easy to read in one go, and of a function that fits on a screen. */
export const MOST_LINES = { file: 300, function: 60 } as const;

/** Something that has more lines than it may. */
export interface Oversize {
  readonly path: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly lines: number;
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Every function of a file but those that only group tests. */
export function functionsOf({ tree }: Source): SyntaxNode[] {
  const grouping = new Set<unknown>();
  const functions: SyntaxNode[] = [];
  for (const node of nodesOf(tree)) {
    if (isDescribe(node)) for (const argument of node.arguments as readonly unknown[]) grouping.add(argument);
    if (FUNCTIONS.includes(node.type) && !grouping.has(node)) functions.push(node);
  }
  return functions;
}

/** `describe(...)`, and with more behind the name, such as `describe.each(...)(...)`. */
function isDescribe(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression') return false;
  let called = node.callee as SyntaxNode;
  while (called.type !== 'Identifier') {
    const inner = called.type === 'CallExpression' ? called.callee : called.object;
    if (inner === undefined) return false;
    called = inner as SyntaxNode;
  }
  return called.name === 'describe';
}

/** The file where it is too long, and its functions that are, unless they say why. */
export const oversizesOf = (source: Source): Oversize[] => [
  ...longFile(source),
  ...functionsOf(source)
    .map((node) => ({ line: lineAt(source.text, node.start), end: lineAt(source.text, node.end) }))
    .filter(({ line, end }) => end - line + 1 > MOST_LINES.function && !saysWhy(source.text, line))
    .map(({ line, end }) => ({ path: source.path, line, lines: end - line + 1 })),
];

function longFile({ path, text }: Source): Oversize[] {
  const lines = text.trimEnd().split('\n').length;
  const saysWhy = /^\/[/*]+\s*Long because/.test(text);
  return lines > MOST_LINES.file && !saysWhy ? [{ path, line: 1, lines }] : [];
}

/** Whether a comment that begins "Long because" ends on the line before `line`, or is the first of the function's body. */
function saysWhy(text: string, line: number): boolean {
  const lines = text.split('\n');
  const before = commentUpTo(lines, line - 2);
  return /^\W*Long because/.test(before) || /^\s*\/[/*]+\s*Long because/.test(lines[line] ?? '');
}

/** The comment whose last line has this index; empty where the line is code. */
function commentUpTo(lines: readonly string[], last: number): string {
  let first = last + 1;
  while (first > 0 && /^\s*(\/\/|\/\*|\*)/.test(lines[first - 1])) first -= 1;
  return lines.slice(first, last + 1).join('\n');
}
