import { globSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The documents except the decisions, which keep the figures measured when they were made. */
export const DOCUMENTS: readonly string[] = globSync(['*.md', 'docs/*.md'], { cwd: ROOT }).sort();
