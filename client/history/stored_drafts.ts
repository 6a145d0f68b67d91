/** A person's drafts in the database, sealed, by conversation and version, for all tabs. */

import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { isSameDraft, NOTHING_BEGUN, readDraft, writeDraft } from "../model/draft.ts";
import type { Database } from "../store/database.ts";
import type { SealedRecords } from "../store/sealed_records.ts";
import { personKey, type SealedDraft } from "../store/tables.ts";
import type { DraftNews } from "./draft_news.ts";
import { type DraftRecord, type DraftStore, NO_DRAFT } from "./port.ts";

export interface StoredDraftsOptions {
  database: Database;
  user: UserId;
  records: SealedRecords;
  /** Tells other tabs, and hears from them; without it each looks when it is looked at. */
  news: DraftNews | undefined;
  /** @throws {AppError} once nothing may be kept any more. */
  assertOpen: () => void;
}

/**
 * What a person has begun to write, sealed, by conversation. A write names the version that it
 * replaces, and is not made where another tab has replaced that already. Writes of one page are
 * made in their order, and none waits for the disk. There is no lock: the database compares and
 * writes with nobody in between. A page without others beside it does not even compare: one that
 * goes in the next instant has no time to be told what stands.
 */
export class StoredDrafts implements DraftStore {
  readonly #options: StoredDraftsOptions;
  /** Resolves when the last write of a draft has been handed to the database. */
  readonly #begun = new Map<ConversationId, Promise<void>>();
  /** What stands, as this page read or wrote it last; another map once that may not be so any more. */
  #known = nothingKnown();

  constructor(options: StoredDraftsOptions) {
    this.#options = options;
    options.news?.onMissed(() => this.#known = nothingKnown());
  }

  async replace(
    conv: ConversationId,
    before: string,
    { version, draft }: DraftRecord,
  ): Promise<DraftRecord | undefined> {
    const { database, user, records, assertOpen, news } = this.#options;
    let known = this.#known;
    const earlier = this.#begun.get(conv);
    const begun = Promise.withResolvers<void>();
    this.#begun.set(conv, begun.promise);
    let written: Promise<unknown>;
    let other: SealedDraft | undefined;
    let isOurs = false;
    try {
      const value = isSameDraft(draft, NOTHING_BEGUN) ? undefined : {
        conv,
        version,
        sealed: await records.seal(placeOf(conv, version), writeDraft(draft)),
      };
      await earlier;
      assertOpen();
      const key = personKey(user, conv);
      known = this.#known;
      isOurs = news?.isAlone() === true && versionOf(conv, known) === before;
      if (isOurs) known.versions.set(conv, version);
      const changed = value === undefined ? {} : { value };
      written = isOurs
        ? database.write([{ table: "drafts", key, ...changed }])
        : database.update("drafts", key, (old) => {
          other = old;
          isOurs = (old?.version ?? NO_DRAFT.version) === before;
          if (isOurs) known.versions.set(conv, version);
          return isOurs ? value : old;
        });
    } finally {
      begun.resolve();
    }
    await written;
    if (!isOurs) return await this.#open(conv, other, known);
    news?.tell(conv);
    return undefined;
  }

  isAlone(conv: ConversationId): boolean {
    return this.#options.news?.isAlone() === true && versionOf(conv, this.#known) !== undefined;
  }

  async of(conv: ConversationId): Promise<DraftRecord> {
    const { database, user, assertOpen } = this.#options;
    assertOpen();
    const known = this.#known;
    return await this.#open(conv, await database.get("drafts", personKey(user, conv)), known);
  }

  async all(): Promise<Map<ConversationId, DraftRecord>> {
    const { database, user, assertOpen } = this.#options;
    assertOpen();
    const known = this.#known;
    const all = await database.list("drafts", personKey(user, ""));
    known.isAll = true;
    return new Map(
      await Promise.all(
        all.map(async (one) => [one.conv, await this.#open(one.conv, one, known)] as const),
      ),
    );
  }

  onOther(callback: (conv: ConversationId) => void): void {
    this.#options.news?.onNews(callback);
  }

  /** One that does not open any more is as good as none, and may be replaced. */
  async #open(
    conv: ConversationId,
    stored: SealedDraft | undefined,
    known: Known,
  ): Promise<DraftRecord> {
    known.versions.set(conv, stored?.version ?? NO_DRAFT.version);
    if (stored === undefined) return NO_DRAFT;
    const { version, sealed } = stored;
    const written = await this.#options.records.open(placeOf(conv, version), sealed);
    return { version, draft: (written && readDraft(written)) || NOTHING_BEGUN };
  }
}

/** Which versions stand. */
interface Known {
  versions: Map<ConversationId, string>;
  /** Where no version is known, none stands. */
  isAll: boolean;
}

function nothingKnown(): Known {
  return { versions: new Map(), isAll: false };
}

function versionOf(conv: ConversationId, { versions, isAll }: Known): string | undefined {
  return versions.get(conv) ?? (isAll ? NO_DRAFT.version : undefined);
}

function placeOf(conv: ConversationId, version: string): string[] {
  return ["draft", conv, version];
}
