/** One's own messages that do not stand in the log yet, as rows of the screen. */

import { served, t } from "../../i18n/i18n.ts";
import type { Payload } from "../../e2ee/payload.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { isContent } from "../kinds/table.ts";
import type { OutboxEntry, UnsentEntry } from "../store/tables.ts";
import type { OwnRow } from "./entries.ts";
import type { Fold, PendingAct } from "./fold.ts";

/** Something of one's own that does not stand in the log, and its sealed form once it has one. */
export interface Row {
  key: string;
  payload: Payload;
  /** ISO time when it was written. */
  time: string;
  state: "sending" | "sent" | "failed";
  problem?: string;
  id?: ItemId;
  entry?: OutboxEntry;
  /** The refused form of a message that is tried again: it goes when the new one is kept. */
  replaces?: OutboxEntry;
  /** Its form in the store until it is sealed; resolves once it is kept. */
  unsent?: Promise<UnsentEntry>;
}

/**
 * What was written here, in order. Messages are rows of the screen until they stand in the log;
 * acts have no row of their own, and show at once in what they act on.
 */
export class OwnRows {
  readonly #fold: Fold;
  #rows: Row[] = [];

  constructor(fold: Fold) {
    this.#fold = fold;
  }

  get all(): readonly Row[] {
    return this.#rows;
  }

  /** Rows of the screen. */
  shown(): OwnRow[] {
    this.#prune();
    return this.#rows.flatMap((row): OwnRow[] => {
      const { key, payload, time, state, problem, id } = row;
      if (!isContent(payload) || (id !== undefined && this.#fold.has(id))) return [];
      return [{
        key,
        payload,
        time,
        state,
        ...(problem === undefined ? {} : { problem }),
        ...(id === undefined ? {} : { id }),
      }];
    });
  }

  find(matches: (row: Row) => boolean): Row | undefined {
    return this.#rows.find(matches);
  }

  byKey(key: string): Row | undefined {
    return this.#rows.find((row) => row.key === key);
  }

  add(row: Row): void {
    this.#rows.push(row);
    this.#showActs();
  }

  remove(row: Row | undefined): void {
    this.removeAll((one) => one === row);
  }

  removeAll(goes: (row: Row) => boolean): void {
    this.#rows = this.#rows.filter((row) => !goes(row));
    this.#showActs();
  }

  /** The row has its place in the chain. */
  sealed(row: Row, entry: OutboxEntry): void {
    row.entry = entry;
    row.id = entry.id;
    delete row.unsent;
    this.#fold.setKey(entry.id, row.key);
    this.#showActs();
  }

  /** What stands in the log needs no row. */
  #prune(): void {
    const isLogged = ({ state, id }: Row) =>
      state === "sent" && id !== undefined && this.#fold.has(id);
    if (this.#rows.some(isLogged)) this.removeAll(isLogged);
  }

  #showActs(): void {
    const acts = this.#rows.flatMap(({ payload, time, id, state }): PendingAct[] =>
      isContent(payload) || state === "failed"
        ? []
        : [{ payload, time, ...(id === undefined ? {} : { id }) }]
    );
    this.#fold.setPending(acts);
  }
}

/** What the person is told of a message that was not taken. */
export function problemText(error: unknown): string {
  if (!(error instanceof AppError)) {
    return t(
      "Something went wrong in this page, so the message was not sent. Reload and try again.",
    );
  }
  if (error.kind === "stale") {
    return t(
      "The keys of this conversation kept changing, so the message was not sent. Try again.",
    );
  }
  return served(error.message);
}
