/**
 * Loaded before the command line (`--import`), this kills the process by SIGKILL at a statement to either embedded store,
 * or where a file is renamed (`rename <new name>`): at number DIE_AT_NUMBER, counted from 1, of those that begin with
 * DIE_AT. The statement itself does not run.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';

const { DIE_AT = '', DIE_AT_NUMBER = '1' } = process.env;

let left = Number(DIE_AT_NUMBER);
const dieAt = (statement: string) => {
  if (!statement.startsWith(DIE_AT)) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const { query } = PGlite.prototype;
PGlite.prototype.query = function (...args: Parameters<typeof query>) {
  dieAt(args[0]);
  return query.apply(this, args) as never;
};

// `createClient` returns an object of a class that the package does not export.
const clients: ClickHouseClient = Object.getPrototypeOf(createClient());
const { insert, command } = clients;
clients.insert = function (...args) {
  dieAt(`insert into ${args[0].table}`);
  return insert.apply(this, args);
};
clients.command = function (...args) {
  dieAt(args[0].query);
  return command.apply(this, args);
};

// Lines reach the event log in this process through this method.
const insertLines = Session.prototype.insert;
Session.prototype.insert = function (this: Session, params: { readonly table: string }) {
  dieAt(`insert into ${params.table}`);
  return insertLines.call(this, params as never) as never;
};

const { renameSync } = fs;
fs.renameSync = (from, to) => {
  dieAt(`rename ${basename(String(to))}`);
  renameSync(from, to);
};
syncBuiltinESMExports();
