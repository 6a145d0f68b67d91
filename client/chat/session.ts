import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import type { Overview } from "../history/port.ts";
import type { PushFrame } from "../../protocol/frames/server_frames.ts";
import type { Ask } from "../net/socket.ts";
import { Activities } from "./activity.ts";
import { Arrivals } from "./arrivals.ts";
import { Background } from "./background.ts";
import { CatchUp } from "./catch_up.ts";
import type { ChatParts } from "./chat_parts.ts";
import { Clearing } from "./clearing.ts";
import { Drafts } from "./drafts.ts";
import { Drawing } from "./drawing.ts";
import { FileMessages } from "./file_messages.ts";
import { OnScreen } from "./on_screen.ts";
import { OpenConversations } from "./open_conversations.ts";
import { Receipts } from "./receipts.ts";
import { Roster } from "./roster.ts";
import { Searching } from "./searching.ts";
import { SentFiles } from "./sent_files.ts";
import { Typing } from "./typing.ts";
import { Uploads } from "./uploads.ts";
import type { OpenConversation } from "./views.ts";

/** What the connection brings to a signed-in page, and what follows from it without anybody asking. */
export class ChatSession {
  readonly parts: ChatParts;
  readonly self: UserId;
  readonly drawing: Drawing;
  readonly roster: Roster;
  readonly open: OpenConversations;
  readonly activities: Activities;
  readonly background: Background;
  readonly receipts: Receipts;
  readonly typing: Typing;
  readonly drafts: Drafts;
  readonly files: FileMessages;
  readonly uploads: Uploads;
  readonly clearing: Clearing;
  readonly searching: Searching;
  readonly #catchUp: CatchUp;
  readonly #screen: OnScreen;
  readonly #arrivals: Arrivals;

  constructor(parts: ChatParts) {
    this.parts = parts;
    this.self = parts.me.id;
    const { context, isVisible, isOnline, preferences, history, files: transport, saveFile } =
      parts;
    const { store, ask, now, random } = context;
    const find = (conv: ConversationId) => this.open.get(conv);
    const onChange = (conv: ConversationId) => this.#changed(conv);
    const drawAll = () => this.drawing.soon();
    this.roster = new Roster(this.self, ask);
    this.open = new OpenConversations(context, onChange);
    this.activities = new Activities({ self: this.self, store, onChange: drawAll });
    this.background = new Background({
      open: this.open,
      activities: this.activities,
      summaryOf: (conv) => this.roster.summaries.get(conv),
      onCounted: (log) => this.#arrivals.tell(log, { missed: true }),
      idle: parts.idle,
    });
    this.#arrivals = new Arrivals({
      notifier: parts.notifier,
      known: () => this.drawing.known(),
      readUpTo: (conv, log) => this.activities.readUpTo(conv, log),
    });
    this.receipts = new Receipts({
      self: this.self,
      now,
      tellsRead: () => preferences().readReceipts,
      isHidden: () => !preferences().presenceShown,
      find,
      isOnScreen: (conv) => conv === this.onScreen && isVisible(),
    });
    this.typing = new Typing({
      self: this.self,
      now,
      isOn: () => preferences().typingHints,
      tell: (conv) => void ask({ type: "typing", conv }).catch(() => {}),
      onChange: drawAll,
    });
    this.drafts = new Drafts(history, drawAll);
    const stored = parts.storedUploads;
    const sent = transport && new SentFiles({ transport, stored, now });
    this.files = new FileMessages({ transport, history, sent, find, onChange, save: saveFile });
    this.uploads = new Uploads({
      transport,
      stored,
      locks: context.locks,
      isWritten: (key) => store.isWritten(key),
      isOnline,
      now,
      random,
      load: (conv) => this.#loaded(conv),
      onDone: (conv, sealed, file) => this.files.uploaded(conv, sealed, file),
      onChange,
    });
    this.clearing = new Clearing({
      store,
      history,
      now,
      load: (conv) => this.#loaded(conv).catch(unlessGone),
      onChange,
      onFloor: (conv) => this.searching.changed(conv),
    });
    this.searching = new Searching({
      open: parts.openSearch,
      known: () => this.drawing.known(),
      now,
    });
    this.#screen = new OnScreen({
      parts,
      open: this.open,
      activities: this.activities,
      receipts: this.receipts,
      draw: drawAll,
    });
    this.drawing = new Drawing({
      parts,
      roster: this.roster,
      open: this.open,
      activities: this.activities,
      drafts: this.drafts,
      typing: this.typing,
      uploads: this.uploads,
      shown: () => this.#screen.shown,
    });
    this.#catchUp = new CatchUp({
      parts,
      roster: this.roster,
      open: this.open,
      activities: this.activities,
      background: this.background,
      clearing: this.clearing,
      searching: this.searching,
      files: this.files,
      load: (conv) => this.#loaded(conv),
      onResumed: (conv) => this.#resumed(conv),
    });
  }

  /** The conversation on the screen, whether anybody looks or not. */
  get onScreen(): ConversationId | undefined {
    return this.#screen.shown?.conv;
  }

  /**
   * A connection that works: brings everything up to date, what is on the screen first.
   *
   * @param options.stoodAlone until now this page had no connection, and shows what was kept.
   */
  async welcome(frame: WelcomeFrame, options: { stoodAlone?: boolean } = {}): Promise<void> {
    if (frame.user.id !== this.self) {
      return this.end(t("Somebody else signed in here in this browser. Reload the page."));
    }
    this.roster.replace(frame.conversations);
    this.#arrivals.welcome(frame.conversations, options);
    this.parts.people.setPresent(frame);
    this.open.trim();
    for (const { log } of this.open.all()) {
      if (!this.roster.summaries.has(log.conv)) this.open.markLeft(log.conv);
    }
    this.drawing.soon();
    await Promise.allSettled([
      this.#catchUp.opened(),
      this.parts.people.refresh(),
      this.refreshRooms(),
    ]);
    await this.#catchUp.outbox().catch(() => {});
    void this.uploads.resume();
    this.drawing.soon();
    void this.#catchUp.inBackground().then(() => this.#catchUp.makeReady({ online: true }));
  }

  /** The server cannot be reached: shows the lists as they were kept, until a welcome comes. */
  begin({ conversations, people }: Overview): void {
    this.roster.replace(conversations);
    this.#arrivals.beginStored(conversations);
    this.parts.people.restore(people);
    this.drawing.soon();
    this.uploads.restore().catch((error) => console.warn("Kept files could not be read", error));
    void this.#catchUp.inBackground().then(() => this.#catchUp.makeReady({ online: false }));
  }

  /** Something that concerns the whole page stands in the log on the screen. */
  note(text: string): void {
    const open = this.onScreen === undefined ? undefined : this.open.get(this.onScreen);
    open?.log.notice(text);
  }

  take(frame: Exclude<PushFrame, WelcomeFrame>): void {
    switch (frame.type) {
      case "events":
        return this.#takeItems(frame.events);
      case "presence":
        return this.parts.people.apply(frame);
      case "typing":
        return this.typing.take(frame);
      case "name":
        this.parts.people.setName(frame);
        return void this.parts.names.take([frame]);
      case "identity":
        return this.#takeIdentity(frame.user);
      case "conversation":
        return this.#takeSummary(frame.conversation);
      case "left":
        return this.takeLeft(frame.conv);
      case "rooms-changed":
        return void this.refreshRooms().catch(() => {});
      case "catch-up":
        return void this.#catchUp.lost();
      case "signed-out":
        // The socket closes with it and tells the connection.
        return;
    }
  }

  /** Something cheap to ask on a quiet connection. */
  probe(): Ask {
    const open = this.onScreen === undefined ? undefined : this.open.get(this.onScreen);
    if (open === undefined || open.left !== undefined) return { type: "rooms" };
    return { type: "sync", conv: open.log.conv, after: open.log.high, limit: 1 };
  }

  /** Asks again which rooms could be joined. @throws {AppError} `unavailable` */
  async refreshRooms(): Promise<void> {
    await this.roster.refreshRooms();
    this.drawing.soon();
  }

  /** The page is looked at again. */
  async looked(): Promise<void> {
    await this.#screen.looked();
    await this.refreshRooms().catch(() => {});
  }

  /** Shows a conversation, and resolves once its newest page stands. */
  async show(summary: ConversationSummary): Promise<void> {
    await this.#screen.show(summary);
  }

  hide(): void {
    this.#screen.hide();
  }

  /** @throws {AppError} `invalid` when no conversation is on the screen. */
  currentOpen(): OpenConversation {
    const open = this.onScreen === undefined ? undefined : this.open.get(this.onScreen);
    if (open === undefined) throw new AppError("invalid", t("Open a conversation first."));
    return open;
  }

  /** This person is no longer in the conversation. */
  takeLeft(conv: ConversationId): void {
    this.roster.summaries.delete(conv);
    this.activities.forget(conv);
    this.searching.changed(conv);
    this.files.release(conv);
    this.open.markLeft(conv);
    void this.refreshRooms().catch(() => {});
    this.drawing.soon();
  }

  /** Somebody is called otherwise, or their keys are thought of otherwise, than before. */
  personChanged(): void {
    for (const { log } of this.open.all()) log.fold.touchAll();
    this.drawing.soon();
  }

  /** The page is done with: nothing runs on, and nothing plain is held. */
  stop(): void {
    this.background.stop();
    this.parts.filler?.stop();
    this.searching.stop();
    this.receipts.stop();
    this.typing.stop();
    this.clearing.stop();
    this.uploads.stop();
    this.open.stop();
    this.files.release();
  }

  /** The session is over: nothing of it is on the screen from here on. What is kept stays. */
  end(message: string): void {
    this.stop();
    this.parts.close();
    this.drawing.end();
    this.parts.connection.value = { state: "signed-out", message };
  }

  /** Something in a loaded conversation is otherwise. */
  #changed(conv: ConversationId): void {
    this.drawing.soon({ lists: false });
    const open = this.open.get(conv);
    if (open === undefined || open.log.loading) return;
    this.receipts.look(conv);
    const isSeen = conv === this.onScreen && this.parts.isVisible();
    // What comes to the screen is never unread in between.
    (isSeen ? this.activities.markRead(open.log) : this.activities.update(open.log))
      .catch(() => {});
    this.clearing.follow(open).catch(() => {});
  }

  async #loaded(conv: ConversationId): Promise<OpenConversation> {
    const summary = this.roster.summaries.get(conv);
    if (summary !== undefined) await this.open.load(summary, { background: true });
    const open = this.open.get(conv);
    if (open !== undefined) return open;
    throw new AppError("forbidden", t("You are no longer in this conversation."));
  }

  #takeItems(items: readonly Item[]): void {
    for (const [conv, group] of Map.groupBy(items, (item) => item.conv)) {
      if (!this.roster.summaries.has(conv)) continue;
      this.roster.raiseHead(conv, Math.max(...group.map(({ seq }) => seq)));
      void this.open.receive(conv, group).then(async (isLoaded) => {
        if (!isLoaded) await this.background.openSoon(conv);
        else this.#endTyping(conv, group);
        const log = this.open.get(conv)?.log;
        if (log !== undefined) await this.#arrivals.tell(log);
        await this.#screen.markRead();
      });
    }
  }

  async #resumed(conv: ConversationId): Promise<void> {
    const log = this.open.get(conv)?.log;
    // So much was missed that it began anew: the rest is counted, and then told of.
    if (log !== undefined && this.#arrivals.lacks(log)) void this.background.openSoon(conv);
    else if (log !== undefined) await this.#arrivals.tell(log, { missed: true });
    await this.#screen.markRead();
  }

  /** What somebody was writing is here. */
  #endTyping(conv: ConversationId, items: readonly Item[]): void {
    const log = this.open.get(conv)?.log;
    for (const { seq } of items) {
      const sender = log?.fold.contentAt(seq)?.sender;
      if (sender !== undefined) this.typing.end(conv, sender);
    }
  }

  #takeSummary(summary: ConversationSummary): void {
    const { id, members } = summary;
    const isNew = !this.roster.summaries.has(id);
    this.roster.summaries.set(id, summary);
    if (this.open.get(id)?.left !== undefined) {
      this.open.drop(id);
      if (this.onScreen === id) void this.show(summary).catch(() => {});
    }
    if (isNew && summary.head > 0) void this.background.openSoon(id);
    for (const user of members) {
      if (this.parts.people.find(user) === undefined) this.parts.people.missing();
    }
    this.drawing.soon();
  }

  #takeIdentity(user: UserId): void {
    const { identities } = this.parts.context;
    this.parts.people.setEnrolled(user);
    if (identities.view(user) === undefined) return identities.expectChange();
    identities.refresh(user).then(
      () => this.open.retryClosed(),
      (error) => console.warn("Somebody's new keys could not be looked up yet", error),
    ).then(() => this.drawing.soon());
  }
}

/** Nothing stands for a conversation that this person is no longer in. */
function unlessGone(error: unknown): undefined {
  if (error instanceof AppError && error.kind === "forbidden") return;
  throw error;
}
