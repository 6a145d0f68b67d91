/** The database port in memory, for tests. */

import type { Change, Database } from "../../client/store/database.ts";
import { TABLE_NAMES, type TableName, type Tables } from "../../client/store/tables.ts";

/** A database that lives as long as the page: what tests run against. */
export function memoryDatabase(): Database {
  const tables = new Map<TableName, Map<string, unknown>>(
    TABLE_NAMES.map((name) => [name, new Map<string, unknown>()]),
  );
  const apply = ({ table, key, value }: Change) => {
    if (value === undefined) tables.get(table)!.delete(key);
    else tables.get(table)!.set(key, copied(value));
  };
  return {
    get: <T extends TableName>(table: T, key: string) =>
      Promise.resolve(tables.get(table)!.get(key) as Tables[T] | undefined),
    list: <T extends TableName>(table: T, prefix: string) =>
      Promise.resolve(
        [...tables.get(table)!.entries()]
          .filter(([key]) => key.startsWith(prefix))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, value]) => value as Tables[T]),
      ),
    write(changes) {
      for (const change of changes) apply(change);
      return Promise.resolve();
    },
    update<T extends TableName>(
      table: T,
      key: string,
      change: (old: Tables[T] | undefined) => Tables[T] | undefined,
    ) {
      const value = change(tables.get(table)!.get(key) as Tables[T] | undefined);
      apply({ table, key, value } as Change);
      return Promise.resolve(value);
    },
    removeAll(prefix) {
      for (const table of tables.values()) {
        for (const key of [...table.keys()]) {
          if (key === prefix || key.startsWith(`${prefix}/`)) table.delete(key);
        }
      }
      return Promise.resolve();
    },
    close() {},
  };
}

/** A deep copy, as a real database gives, save for keys, which are opaque. */
function copied(value: unknown): unknown {
  if (value instanceof CryptoKey) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)]));
}
