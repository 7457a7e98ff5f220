import { crc32 } from 'node:zlib';
import { named } from './statement.ts';

/**
 * Which event ids the log may hold, so that a new id is known for new without a question to the log. It takes all of its
 * ids in and forgets none, so "not held" is certain; "held" is not, because many ids share a bit.
 */
export interface HeldIds {
  /** Reads the ids of the log, the first time it is called. */
  load(): Promise<void>;
  /** Whether the log may hold an event with this id. Call `load` first. */
  mayHold(id: string): boolean;
  /** Call it before the events are appended. */
  add(ids: readonly string[]): void;
  /** Events were written past this: the ids are read again. */
  forget(): void;
}

/** In 16 MB, one new id in 134 is taken for a held one where the log has a million events, and one in 14 where ten. */
const BITS = 2 ** 27;

/** @param rowBinary asks the log; every other writer of the log has to call `add` or `forget` */
export function createHeldIds(rowBinary: (sql: string) => Promise<Buffer>): HeldIds {
  let bits = new Uint8Array(0);
  let loading: Promise<void> | null = null;

  const set = (bit: number) => {
    const byte = bit >>> 3;
    bits[byte] = (bits[byte] ?? 0) | (1 << (bit & 7));
  };

  async function load(): Promise<void> {
    bits = new Uint8Array(BITS / 8);
    const rows = await rowBinary(
      named('held-ids', `select distinct bitAnd(CRC32(event_id), ${BITS - 1}) from activity_event`),
    );
    for (let at = 0; at < rows.length; at += 4) set(rows.readUInt32LE(at));
  }

  return {
    load() {
      loading ??= load().catch((error: unknown) => {
        loading = null;
        throw error;
      });
      return loading;
    },
    mayHold(id) {
      const bit = bitOf(id);
      return (((bits[bit >>> 3] ?? 0xff) >> (bit & 7)) & 1) === 1;
    },
    add(ids) {
      if (bits.length > 0) for (const id of ids) set(bitOf(id));
    },
    forget() {
      loading = null;
    },
  };
}

const bitOf = (id: string): number => crc32(id) & (BITS - 1);
