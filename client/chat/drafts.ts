/** Drafts: what was begun and not sent, kept over a reload, and one for all tabs. */

import { toBase64Url } from "../../protocol/encoding.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { type DraftRecord, type DraftStore, NO_DRAFT } from "../history/port.ts";
import { type Draft, isSameDraft } from "../model/draft.ts";
import type { DraftsModel } from "../model/mod.ts";

/** A store that does not answer keeps nobody from sending. */
const TAKE_WITHIN_MS = 1_000;

export interface DraftsOptions {
  /** Absent where this browser keeps nothing: drafts live in the page then. */
  store: DraftStore | undefined;
  random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Calls `work` after so many milliseconds. */
  after: (ms: number, work: () => void) => void;
  onChange: () => void;
}

/** The draft of one conversation: as it is here, and as it stands for all tabs. */
interface Line {
  mine: Draft;
  /** What stood when this tab last agreed with the store. */
  agreed: DraftRecord;
  /** The version that stands once all writes on their way are made. */
  head: string;
  /** Writes on their way. Those before another tab's word came between count for nothing. */
  run: { writing: number };
  /** What is being sent, until this tab is known to be the one that sends it. */
  taken: Draft | undefined;
  /** Another tab told of something while writes were on their way. */
  isToldOf: boolean;
  /** Ends when what another tab wrote and what was written here are one; writes wait for it. */
  meeting: Promise<void> | undefined;
}

/**
 * What was begun and not sent; kept over a reload where the browser keeps a history, and the same
 * in all tabs of it.
 *
 * Each change is on its way to the disk as soon as the page has done with it; nothing waits for a
 * pause, or for the change before. A page that goes gets no time for sealing, so nothing is left to
 * its last moment. What is kept is behind what was typed by the time that sealing and handing over
 * take, a few milliseconds: a reload, for which the browser first asks the server, finds the last
 * key kept. When a tab crashes in the instant of a key, that key may be missing, and no more: what
 * is sealed asynchronously cannot be promised in the turn of the key itself. A power cut may take
 * what the disk had not written yet.
 *
 * Tabs share a draft by versions. A tab replaces only the version that it knows. Where another tab
 * was faster it takes that one's draft and puts what was changed here since into it
 * (`mergeDrafts`), so that neither overwrites the other. What is sent is first taken out of the
 * draft in the same way: of two tabs that send the same, one has taken it, and the other is left
 * with what the first one did not have.
 */
export class Drafts implements DraftsModel {
  readonly #options: DraftsOptions;
  readonly #lines = new Map<ConversationId, Line>();
  /** Conversations whose draft is written at the end of this turn. */
  readonly #changed = new Set<ConversationId>();
  readonly #followers = new Set<(conv: ConversationId, draft: Draft) => void>();

  constructor(options: DraftsOptions) {
    this.#options = options;
    options.store?.onOther((conv) => void this.#look(conv).catch(() => {}));
  }

  /** Reads what is kept, by an earlier page or by other tabs; what was typed since stays. */
  async restore(): Promise<void> {
    const before = new Map([...this.#lines].map(([conv, line]) => [conv, { ...line }]));
    const all = await this.#options.store?.all();
    if (all === undefined) return;
    for (const conv of new Set([...all.keys(), ...before.keys()])) {
      const isMet = this.#found(conv, before.get(conv), all.get(conv) ?? NO_DRAFT);
      if (!isMet) void this.#look(conv).catch(() => {});
    }
    this.#options.onChange();
  }

  of(conv: ConversationId): Draft {
    return this.#lines.get(conv)?.mine ?? NO_DRAFT.draft;
  }

  set(conv: ConversationId, draft: Draft): void {
    const line = this.#line(conv);
    if (isSameDraft(line.mine, draft)) return;
    line.mine = draft;
    this.#writeSoon(conv, line);
    this.#options.onChange();
  }

  async take(conv: ConversationId, left: Draft): Promise<boolean> {
    const { store, after, onChange } = this.#options;
    // Nobody else sends it: it stays until the message is kept, so that no instant has neither.
    if (store?.isAlone(conv)) return true;
    const line = this.#line(conv);
    const taken = line.taken = line.mine;
    line.mine = left;
    onChange();
    const late = Promise.withResolvers<boolean>();
    if (store === undefined) late.resolve(true);
    else after(TAKE_WITHIN_MS, () => late.resolve(true));
    const isOurs = await Promise.race([this.#write(conv, line), late.promise]);
    // What another tab wrote has met it meanwhile.
    if (line.taken !== taken) return false;
    // It is on its way: it does not come back with what another tab says later.
    line.taken = undefined;
    return isOurs;
  }

  follow(onOther: (conv: ConversationId, draft: Draft) => void): () => void {
    this.#followers.add(onOther);
    return () => this.#followers.delete(onOther);
  }

  #line(conv: ConversationId): Line {
    let line = this.#lines.get(conv);
    if (line === undefined) {
      const { draft, version } = NO_DRAFT;
      const run = { writing: 0 };
      line = {
        mine: draft,
        agreed: NO_DRAFT,
        head: version,
        run,
        taken: undefined,
        isToldOf: false,
        meeting: undefined,
      };
      this.#lines.set(conv, line);
    }
    return line;
  }

  #writeSoon(conv: ConversationId, line: Line): void {
    if (this.#changed.has(conv)) return;
    this.#changed.add(conv);
    queueMicrotask(() => {
      if (this.#changed.delete(conv)) void this.#write(conv, line);
    });
  }

  /**
   * Answers false where another tab had replaced the draft meanwhile; that one's is in this one's
   * then. What cannot be kept now is tried again with the next change.
   */
  async #write(conv: ConversationId, line: Line): Promise<boolean> {
    const { store, random } = this.#options;
    this.#changed.delete(conv);
    if (store === undefined) return true;
    if (line.meeting !== undefined) await line.meeting;
    const { run, head, mine: draft } = line;
    const isNone = isSameDraft(draft, NO_DRAFT.draft);
    const version = line.head = isNone ? NO_DRAFT.version : toBase64Url(random(12));
    run.writing++;
    try {
      const other = await store.replace(conv, head, { version, draft });
      if (other === undefined && line.run === run) line.agreed = { version, draft };
      else if (other !== undefined && line.run === run) await this.#meet(conv, line, other);
      // One before it could not be kept, so that it had nothing to replace.
      else if (line.run.writing === 0 && !this.#isKept(line)) void this.#write(conv, line);
      return other === undefined;
    } catch {
      if (line.run === run) this.#startAnew(line, line.agreed);
      return true;
    } finally {
      run.writing--;
      if (line.isToldOf && line.run.writing === 0) void this.#look(conv).catch(() => {});
    }
  }

  /** Another tab has replaced a draft. */
  async #look(conv: ConversationId): Promise<void> {
    const line = this.#line(conv);
    await line.meeting;
    // A write on its way meets what was told of by itself, or has come after it.
    line.isToldOf = line.run.writing > 0;
    if (line.isToldOf) return;
    const before = { ...line };
    const found = await this.#options.store?.of(conv);
    if (found === undefined || this.#found(conv, before, found)) return;
    // It may be newer, or older, than what has come in between.
    return await this.#look(conv);
  }

  /**
   * Takes what was found, and answers true, unless something was written or met here since it was
   * looked for; `before` is as it was then.
   */
  #found(conv: ConversationId, before: Line | undefined, found: DraftRecord): boolean {
    const line = this.#line(conv);
    const isAsBefore = line.head === (before?.head ?? NO_DRAFT.version) &&
      line.run === (before?.run ?? line.run) && line.run.writing === 0;
    if (isAsBefore && found.version !== line.head) void this.#meet(conv, line, found);
    return isAsBefore;
  }

  /** Brings together what is here and what another tab has written. */
  #meet(conv: ConversationId, line: Line, other: DraftRecord): Promise<void> {
    return line.meeting ??= this.#merge(conv, line, other).finally(() => line.meeting = undefined);
  }

  async #merge(conv: ConversationId, line: Line, other: DraftRecord): Promise<void> {
    // Mostly one of the two is as it was. The rules for both are loaded when they are needed.
    const isMine = line.taken !== undefined || !this.#isKept(line);
    const merge = isMine
      ? (await import("./merge_drafts.ts").catch(() => undefined))?.mergeDrafts
      : undefined;
    const { taken, mine, agreed } = line;
    const here = taken === undefined ? mine : together(taken, mine);
    line.taken = undefined;
    line.mine = merge?.(agreed.draft, here, other.draft) ??
      (isMine ? together(other.draft, here) : other.draft);
    this.#startAnew(line, other);
    if (!this.#isKept(line)) this.#writeSoon(conv, line);
    for (const tell of this.#followers) tell(conv, line.mine);
    this.#options.onChange();
  }

  #isKept({ mine, agreed }: Line): boolean {
    return isSameDraft(mine, agreed.draft);
  }

  #startAnew(line: Line, agreed: DraftRecord): void {
    line.agreed = agreed;
    line.head = agreed.version;
    line.run = { writing: 0 };
  }
}

/** What was to be sent, and what was begun after it. */
function together(taken: Draft, begun: Draft): Draft {
  return {
    ...taken,
    ...begun,
    text: [taken.text, begun.text].filter(Boolean).join("\n"),
    replyTo: taken.replyTo || begun.replyTo,
  };
}
