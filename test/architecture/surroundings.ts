import { lineAt, nodesOf, type Source, type SyntaxNode } from './source.ts';

/** A place that asks the surroundings of the process: the clock, the environment, chance. */
export interface Asking {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** Objects whose members answer differently from one moment or machine to the next. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  process: ['env', 'hrtime', 'uptime', 'argv', 'cwd', 'stdin', 'stdout', 'stderr'],
  Math: ['random'],
  crypto: ['randomUUID', 'getRandomValues'],
};

/** Modules that give access to the same objects. */
const MODULES: Readonly<Record<string, readonly string[] | 'all'>> = {
  'node:process': 'all',
  'node:perf_hooks': 'all',
  'node:crypto': ['randomUUID', 'randomBytes', 'randomInt', 'webcrypto'],
};

/** Every place of a file that asks the clock, the environment or chance, under whatever name. */
export function askingsOf({ path, text, tree }: Source): Asking[] {
  const askings: Asking[] = [];
  for (const node of nodesOf(tree))
    for (const what of askedBy(node)) askings.push({ path, line: lineAt(text, node.start), what });
  return askings;
}

function askedBy(node: SyntaxNode): string[] {
  switch (node.type) {
    case 'MemberExpression': {
      const owner = ownerOf(node.object);
      const member = nameOf(node.property) ?? String((node.property as { value?: unknown }).value);
      return MEMBERS[owner]?.includes(member) ? [`${owner}.${member}`] : [];
    }
    case 'NewExpression':
    case 'CallExpression': {
      const isNow = nameOf(node.callee) === 'Date' && (node.arguments as readonly unknown[]).length === 0;
      return isNow ? ['new Date()'] : [];
    }
    case 'VariableDeclarator': {
      const owner = ownerOf(node.init);
      const { type, properties = [] } = node.id as { type: string; properties?: readonly { key: unknown }[] };
      if (!Object.hasOwn(MEMBERS, owner) || owner === '') return [];
      if (type === 'Identifier') return [`another name for ${owner}`];
      return properties
        .map(({ key }) => nameOf(key) ?? '')
        .filter((member) => MEMBERS[owner]?.includes(member))
        .map((member) => `${owner}.${member}`);
    }
    case 'ImportDeclaration': {
      const module = String((node.source as { value?: unknown }).value);
      const asking = MODULES[module];
      if (asking === undefined) return [];
      const names = (node.specifiers as readonly { imported?: unknown }[]).map(
        ({ imported }) => nameOf(imported) ?? 'all',
      );
      return names
        .filter((name) => asking === 'all' || name === 'all' || asking.includes(name))
        .map((name) => `${module} ${name}`);
    }
    default:
      return [];
  }
}

/** `Date` of `Date.now` and of `globalThis.Date.now`. */
function ownerOf(node: unknown): string {
  const { type, object, property } = (node ?? {}) as { type?: string; object?: unknown; property?: unknown };
  if (type === 'MemberExpression' && nameOf(object) === 'globalThis') return nameOf(property) ?? '';
  return nameOf(node) ?? '';
}

const nameOf = (node: unknown): string | undefined => (node as { name?: string } | null | undefined)?.name;
