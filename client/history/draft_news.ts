/** Whether a person has other tabs open, and what they tell: which draft changed, never its words. */

import { type ConversationId, isConversationId, type UserId } from "../../protocol/ids.ts";

export interface DraftNews {
  /**
   * No other tab is open; one that is being opened is heard of before anybody writes in it, and one
   * that is closed, or crashes, is noticed.
   */
  isAlone(): boolean;
  tell(conv: ConversationId): void;
  /** Calls back with what other tabs tell. */
  onNews(callback: (conv: ConversationId) => void): void;
  /**
   * Calls back when another tab is gone, or this one has come back: what was written meanwhile, or
   * last, may not have been told here.
   */
  onMissed(callback: () => void): void;
  close(): void;
}

/** Before the name of a tab: it was opened, or it answers one that was. */
const [OPENED, OPEN] = ["opened/", "open/"];

/** What is needed of the browser's locks. */
export type TabLocks = Pick<LockManager, "request" | "query">;

interface Listener {
  onNews(conv: ConversationId): void;
  onMissed(): void;
}

/**
 * Between the tabs of `user` in this profile. A page that goes says nothing more: else one that is
 * loaded again would hear of itself, and take itself for two.
 *
 * @param page tells when the page goes, and when it comes back as it was.
 * @param locks of the browser; without them a tab that was heard of counts as open for good.
 */
export function profileDraftNews(
  user: UserId,
  page: EventTarget = globalThis,
  locks: TabLocks | undefined = globalThis.navigator?.locks,
): DraftNews {
  let tell: ((conv: ConversationId) => void) | undefined;
  let missed: (() => void) | undefined;
  const open = () =>
    new Stay(`talkywalky/drafts/${user}`, locks, {
      onNews: (conv) => tell?.(conv),
      onMissed: () => missed?.(),
    });
  let stay = open();
  const listening = new AbortController();
  const { signal } = listening;
  page.addEventListener("pagehide", () => stay.end(), { signal });
  page.addEventListener("pageshow", (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    stay.end();
    stay = open();
    // What was written meanwhile was told to nobody here.
    if (locks === undefined) stay.hasCompany();
    missed?.();
  }, { signal });
  return {
    isAlone: () => stay.isAlone,
    tell: (conv) => stay.tell(conv),
    onNews: (callback) => tell = callback,
    onMissed: (callback) => missed = callback,
    close() {
      listening.abort();
      stay.end();
    },
  };
}

/**
 * The page from its opening until it goes. Each tab holds a lock of its own name, which ends with
 * the tab whatever becomes of it; who hears of a tab waits for its lock.
 */
class Stay {
  readonly #id = crypto.randomUUID();
  readonly #name: string;
  readonly #locks: TabLocks | undefined;
  readonly #listener: Listener;
  readonly #others = new Set<string>();
  readonly #ended = new AbortController();
  /** Undefined once the page is gone. */
  #channel: BroadcastChannel | undefined;
  /** Who is here is known: at once without locks, as then only who speaks is heard of. */
  #isKnown: boolean;
  /** One is open whose end nobody would notice. */
  #hasNameless = false;

  constructor(name: string, locks: TabLocks | undefined, listener: Listener) {
    this.#name = name;
    this.#locks = locks;
    this.#listener = listener;
    this.#isKnown = locks === undefined;
    const channel = this.#channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => {
      if (this.#channel === channel) this.#hear(data);
    };
    if (locks === undefined) this.#say(OPENED);
    else this.#ignoreEnd(locks.request(this.#lockOf(this.#id), () => this.#enter(locks)));
  }

  get isAlone(): boolean {
    return this.#isKnown && this.#others.size === 0 && !this.#hasNameless;
  }

  hasCompany(): void {
    this.#hasNameless = true;
  }

  tell(conv: ConversationId): void {
    this.#channel?.postMessage(conv);
  }

  /** What is known of others stays as it was. */
  end(): void {
    this.#channel?.close();
    this.#channel = undefined;
    this.#ended.abort();
  }

  /** Holds this tab's lock until the page goes. */
  #enter(locks: TabLocks): Promise<void> {
    const { signal } = this.#ended;
    if (signal.aborted) return Promise.resolve();
    const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    // Who opens after this hears of this tab, and who was there before holds a lock.
    this.#say(OPENED);
    locks.query().then(({ held = [] }) => {
      const prefix = this.#lockOf("");
      for (const { name = "" } of held) {
        if (name.startsWith(prefix)) this.#meet(name.slice(prefix.length));
      }
      this.#isKnown = true;
    }, () => this.#hasNameless = true);
    return ended;
  }

  #hear(data: unknown): void {
    if (isConversationId(data)) return this.#listener.onNews(data);
    const said = typeof data === "string" ? data : "";
    if (said.startsWith(OPENED)) this.#say(OPEN);
    if (said.startsWith(OPENED)) this.#meet(said.slice(OPENED.length));
    else if (said.startsWith(OPEN)) this.#meet(said.slice(OPEN.length));
    else this.#hasNameless = true;
  }

  /** Another tab is there until its lock is free. */
  #meet(id: string): void {
    if (id === this.#id || this.#others.has(id)) return;
    if (this.#locks === undefined || id === "") return this.hasCompany();
    this.#others.add(id);
    const waiting = { mode: "shared", signal: this.#ended.signal } as const;
    this.#ignoreEnd(this.#locks.request(this.#lockOf(id), waiting, () => {
      // What it wrote last has its turn in the database before what is asked from here on.
      this.#others.delete(id);
      this.#listener.onMissed();
    }));
  }

  /** Without locks of its own a tab has no name. */
  #say(what: string): void {
    this.#channel?.postMessage(what + (this.#locks === undefined ? "" : this.#id));
  }

  #lockOf(id: string): string {
    return `${this.#name}/${id}`;
  }

  /** The page went before it was its turn. */
  #ignoreEnd(request: Promise<unknown>): void {
    request.catch(() => {});
  }
}
