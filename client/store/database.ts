/** The port of this profile's database: typed tables, ordered by key. */

import type { TableName, Tables } from "./tables.ts";

/** Puts `value` at `key`, or, without a value, removes what stands there. */
export type Change = {
  [T in TableName]: { table: T; key: string; value?: Tables[T] };
}[TableName];

/**
 * A small database of typed tables, ordered by key. `openIndexedDb` is the browser's;
 * `memoryDatabase` keeps the tests free of one.
 *
 * @throws {AppError} from every call: `storage-full` when the browser's room is used up,
 * `unavailable` when it does not let the page keep anything.
 */
export interface Database {
  get<T extends TableName>(table: T, key: string): Promise<Tables[T] | undefined>;
  /** Values whose key begins with `prefix`, in order of their keys. */
  list<T extends TableName>(table: T, prefix: string): Promise<Tables[T][]>;
  /** Makes all changes, or none. */
  write(changes: readonly Change[]): Promise<void>;
  /**
   * Replaces a value by what `change` makes of it, with nobody in between, not even another tab.
   * Answers the new value; `undefined` removes it.
   */
  update<T extends TableName>(
    table: T,
    key: string,
    change: (old: Tables[T] | undefined) => Tables[T] | undefined,
  ): Promise<Tables[T] | undefined>;
  /** Removes, from every table, what stands at `prefix` or below it. All or nothing. */
  removeAll(prefix: string): Promise<void>;
  close(): void;
}
