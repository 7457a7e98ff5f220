import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameIn } from '../../src/store/statement.ts';
import { lineAt, nodesOf, ROOT, type Source, type SyntaxNode } from './source.ts';

/** A `.sql` file under src. */
export interface StatementFile {
  /** From the project's folder, with `/`. */
  readonly path: string;
  /** From its first line `-- name: <name>`; null where it has none. */
  readonly name: string | null;
}

export const statementFiles = (): StatementFile[] =>
  globSync('src/**/*.sql', { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, name: nameIn(readFileSync(join(ROOT, path), 'utf8')) }));

/** A place where a source reads a statement's file, by the path of that file, or gives a short statement its name. */
export interface Naming {
  readonly by: string;
  readonly file: string | null;
  readonly name: string;
}

export function namingsOf({ path, tree }: Source): Naming[] {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return callsIn(tree).flatMap(({ called, args }): Naming[] => {
    if (called === 'readStatement' && isText(args[1]))
      return [{ by: path, file: `${folder}/sql/${args[1].value}.sql`, name: args[1].value }];
    if (called === 'named' && isText(args[0])) return [{ by: path, file: null, name: args[0].value }];
    return [];
  });
}

/** A place in a source. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** A text that holds SQL, with its number of lines. */
export interface SqlText extends Place {
  readonly lines: number;
}

/** Words that begin a statement, and words of which a statement contains at least one later. */
const SQL = /\b(?:select|insert|delete|with)\b[\s\S]*\b(?:from|into|table)\b|\balter table\b/i;

/** Templates and strings that hold SQL; a template inside a template counts as part of the outer one and on its own. */
export const sqlTextsOf = ({ path, text, tree }: Source): SqlText[] =>
  [...nodesOf(tree)]
    .filter((node) => node.type === 'TemplateLiteral' || isText(node))
    .map((node) => ({ node, written: text.slice(node.start, node.end) }))
    .filter(({ written }) => SQL.test(written))
    .map(({ node, written }) => ({
      path,
      line: lineAt(text, node.start),
      lines: written.split('\n').length,
    }));

const ASKING = ['rows', 'rowBinary', 'command'];

/** The places that query the event log, each with whether the query is a bare text without a name. */
export interface Question extends Place {
  readonly isNamed: boolean;
}

export const questionsOf = ({ path, text, tree }: Source): Question[] =>
  [...nodesOf(tree)].filter(isQuestion).map((node) => ({
    path,
    line: lineAt(text, node.start),
    isNamed: !(node.arguments as SyntaxNode[]).slice(0, 1).some(isBare),
  }));

function isQuestion(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression') return false;
  const { object, property } = node.callee as { object?: SyntaxNode; property?: SyntaxNode };
  if (object === undefined || !ASKING.includes(String(property?.name))) return false;
  return nameOf(object) === 'eventLog';
}

const isBare = (node: SyntaxNode) => node.type === 'TemplateLiteral' || isText(node);

/** `eventLog` of both `eventLog` and `context.eventLog`. */
const nameOf = (node: SyntaxNode): string =>
  String(node.type === 'MemberExpression' ? (node.property as SyntaxNode).name : node.name);

const isText = (node: SyntaxNode | undefined): node is SyntaxNode & { readonly value: string } =>
  node?.type === 'Literal' && typeof node.value === 'string';

const callsIn = (tree: SyntaxNode) =>
  [...nodesOf(tree)]
    .filter((node) => node.type === 'CallExpression')
    .map((node) => ({
      called: nameOf(node.callee as SyntaxNode),
      args: node.arguments as readonly SyntaxNode[],
    }));
