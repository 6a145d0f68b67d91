// Browser-safe: runs in the page.

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { conversationIdOfDirect } from "../../e2ee/direct.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary, RoomsFound, WelcomeFrame } from "../../protocol/frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Item, RoomPolicy } from "../../protocol/items.ts";
import type { ChatContext } from "../conversations/context.ts";
import type {
  AboutView,
  ChatModel,
  ConnectionView,
  ConversationView,
  MessageDetails,
  NameChangeView,
  PersonView,
  RoomView,
  SavedLog,
  SearchResult,
} from "../model.ts";
import { parseOpenedDirect, parseRoomsFound } from "../net/answers.ts";
import type { HttpClient } from "../net/http.ts";
import type { PushFrame } from "../net/server_frames.ts";
import type { Ask } from "../net/socket.ts";
import { OpenConversations } from "./open_conversations.ts";
import type { People } from "./people.ts";
import { changeRoom, createRoom, joinRoom } from "./rooms.ts";
import { Unread } from "./unread.ts";
import {
  conversationView,
  type Known,
  type OpenConversation,
  personViews,
  roomViews,
} from "./views.ts";

export interface ChatParts {
  me: ChatModel["me"];
  context: ChatContext;
  people: People;
  connection: Signal<ConnectionView>;
  http: HttpClient;
  /** Whether somebody can see the page. */
  isVisible: () => boolean;
  /** Closes the road for good. */
  close: () => void;
}

/** The signed-in chat: what the screens show, and what they may ask for. */
export class Chat implements ChatModel {
  readonly me: ChatModel["me"];
  readonly ownName: Signal<string>;
  readonly connection: ReadonlySignal<ConnectionView>;
  readonly people: Signal<PersonView[]> = signal([]);
  readonly rooms: Signal<RoomView[]> = signal([]);
  readonly current: Signal<ConversationView | undefined> = signal(undefined);
  /** Everything of this person is being removed; that the road ends is not to be told yet. */
  isForgetting = false;
  readonly #parts: ChatParts;
  readonly #open: OpenConversations;
  readonly #unread: Unread;
  #summaries = new Map<ConversationId, ConversationSummary>();
  #openRooms: RoomsFound["rooms"] = [];
  #currentId: ConversationId | undefined;
  #isDrawing = false;

  constructor(parts: ChatParts) {
    const { me, connection, context } = parts;
    this.me = me;
    this.ownName = signal(me.fullName);
    this.connection = connection;
    this.#parts = parts;
    const { store, ask } = context;
    this.#unread = new Unread({ self: me.id, store, ask, onChange: () => this.draw() });
    this.#open = new OpenConversations(context, () => this.draw());
  }

  // --- What the road brings -----------------------------------------------------------------

  /** A road that works: brings everything up to date, what is on the screen first. */
  async welcome(frame: WelcomeFrame): Promise<void> {
    if (frame.user.id !== this.me.id) {
      return this.#end("Somebody else signed in here in this browser. Reload the page.");
    }
    this.#summaries = new Map(frame.conversations.map((summary) => [summary.id, summary]));
    this.#parts.people.setPresent(frame);
    this.#open.dropIdle(this.#currentId);
    const current = this.#currentId;
    if (current !== undefined && !this.#summaries.has(current)) this.#open.markLeft(current);
    this.draw();
    await Promise.allSettled([
      ...this.#open.all().map(({ log }) => this.#resume(log.conv)),
      this.#parts.people.refresh(),
      this.refreshRooms(),
    ]);
    await Promise.allSettled([
      this.#resumeOutbox(),
      this.#unread.catchUp(frame.conversations.filter(({ id }) => id !== this.#visibleId())),
    ]);
    this.draw();
  }

  take(frame: Exclude<PushFrame, WelcomeFrame>): void {
    switch (frame.type) {
      case "events":
        return this.#takeItems(frame.events);
      case "presence":
        return this.#parts.people.apply(frame);
      case "identity":
        return this.#takeIdentity(frame.user);
      case "conversation":
        return this.#takeSummary(frame.conversation);
      case "left":
        return this.#takeLeft(frame.conv);
      case "rooms-changed":
        return void this.refreshRooms().catch(() => {});
      case "catch-up":
        for (const { log } of this.#open.all()) void this.#resume(log.conv);
        void this.#unread.catchUp([...this.#summaries.values()]).catch(() => {});
        return;
      case "signed-out":
        // The socket closes with it and tells the connection.
        return;
    }
  }

  /** Something cheap to ask on a quiet road. */
  probe(): Ask {
    const open = this.#currentId === undefined ? undefined : this.#open.get(this.#currentId);
    if (open === undefined || open.left !== undefined) return { type: "rooms" };
    return { type: "sync", conv: open.log.conv, after: open.log.high, limit: 1 };
  }

  /** Somebody's keys are thought of otherwise than before. */
  identityChanged(user: UserId, becameOther: boolean): void {
    if (becameOther) {
      const { fullName } = this.#parts.context.nameOf(user);
      this.#open.notice(user, `${fullName} has set up new keys, in another browser for instance.`);
    }
    this.draw();
  }

  /** The page is looked at again. */
  shown(): void {
    this.#markRead();
    void this.refreshRooms().catch(() => {});
  }

  /** Asks again which rooms could be joined. @throws {AppError} `unavailable` */
  async refreshRooms(): Promise<void> {
    const { rooms } = await this.#parts.context.ask({ type: "rooms" }, parseRoomsFound);
    this.#openRooms = rooms;
    this.draw();
  }

  /** Opens the conversation that was on this profile's screen last. */
  async restore(): Promise<void> {
    const last = await this.#parts.context.store.lastOpened();
    const summary = last === undefined ? undefined : this.#summaries.get(last);
    if (summary !== undefined && this.#currentId === undefined) await this.#show(summary);
  }

  // --- What the screens ask for -------------------------------------------------------------

  async openPerson(id: UserId): Promise<void> {
    if (id === this.me.id) throw new AppError("invalid", "You cannot write to yourself.");
    const conv = await conversationIdOfDirect(this.me.id, id);
    const known = this.#summaries.get(conv);
    if (known !== undefined) return await this.#show(checkedDirect(known, conv, [this.me.id, id]));
    const { conversation } = await this.#parts.context.ask(
      { type: "open-direct", peer: id },
      parseOpenedDirect,
    );
    const summary = checkedDirect(conversation, conv, [this.me.id, id]);
    this.#summaries.set(conv, summary);
    await this.#show(summary);
  }

  async openRoom(id: ConversationId): Promise<void> {
    const summary = this.#summaries.get(id);
    if (summary === undefined) throw new AppError("forbidden", "You are not in this room.");
    await this.#show(summary);
  }

  openConversation(id: ConversationId): Promise<void> {
    return this.openRoom(id);
  }

  closeConversation(): void {
    this.#currentId = undefined;
    this.draw();
  }

  async createRoom(name: string, policy: RoomPolicy): Promise<void> {
    const wanted = name.normalize("NFC").trim();
    await this.#enter(await createRoom(wanted, policy, this.#parts.context));
  }

  async joinRoom(id: ConversationId): Promise<void> {
    await this.#enter(await joinRoom(id, this.#parts.context));
  }

  async leaveRoom(id: ConversationId): Promise<void> {
    const summary = this.#summaries.get(id);
    if (summary === undefined) return;
    await this.#open.load(summary);
    await changeRoom(this.#open.get(id)!.log, { type: "leave" }, this.#parts.context);
    this.#takeLeft(id);
    if (this.#currentId === id) this.closeConversation();
    this.#open.drop(id);
    await this.refreshRooms().catch(() => {});
  }

  async invite(person: UserId): Promise<void> {
    const { log } = this.#currentOpen();
    await changeRoom(log, { type: "add", subject: person }, this.#parts.context);
  }

  async removeMember(person: UserId): Promise<void> {
    const { log } = this.#currentOpen();
    await changeRoom(log, { type: "remove", subject: person }, this.#parts.context);
  }

  send(text: string): Promise<void> {
    return Promise.try(() => {
      const { sender } = this.#currentOpen();
      const blocked = this.#view()?.blocked;
      if (blocked !== undefined) throw new AppError("forbidden", blocked, { reason: "blocked" });
      sender.send(text);
      this.#drawNow();
    });
  }

  async retry(key: string): Promise<void> {
    await this.#currentOpen().sender.retry(key);
  }

  discard(key: string): void {
    this.#currentOpen().sender.discard(key);
  }

  sendFiles(): Promise<void> {
    return notYet();
  }

  edit(): Promise<void> {
    return notYet();
  }

  deleteMessage(): Promise<void> {
    return notYet();
  }

  react(): Promise<void> {
    return notYet();
  }

  pin(): Promise<void> {
    return notYet();
  }

  cancelFile(): void {}

  retryFile(): Promise<void> {
    return notYet();
  }

  fetchFile(): Promise<void> {
    return notYet();
  }

  saveFile(): Promise<void> {
    return notYet();
  }

  details(): Promise<MessageDetails> {
    return notYet();
  }

  typing(): void {}

  setDraft(): void {}

  reach(): Promise<string> {
    return notYet();
  }

  reachDate(): Promise<string | undefined> {
    return notYet();
  }

  clearHistory(): Promise<{ undo: () => Promise<void> }> {
    return notYet();
  }

  saveLog(): Promise<SavedLog> {
    return notYet();
  }

  search(): Promise<SearchResult> {
    return notYet();
  }

  setName(): Promise<void> {
    return notYet();
  }

  nameHistory(): Promise<NameChangeView[]> {
    return notYet();
  }

  clearNameHistory(): Promise<void> {
    return notYet();
  }

  setNotify(): void {}

  about(): Promise<AboutView> {
    return notYet();
  }

  async loadOlder(): Promise<void> {
    await this.#currentOpen().log.loadOlder();
  }

  async acceptIdentity(person: UserId): Promise<void> {
    const { identities, nameOf } = this.#parts.context;
    if (!await identities.accept(person)) {
      throw new AppError("not-found", "There is no valid identity of this person to accept.");
    }
    this.#open.notice(person, `You accepted the new keys of ${nameOf(person).fullName}.`);
    await this.#open.retryClosed();
    // What waited for this decision goes on its way now.
    for (const { sender } of this.#open.all()) void sender.flush();
    this.draw();
  }

  async logout({ everywhere }: { everywhere: boolean }): Promise<void> {
    await this.#endSession(everywhere);
    this.#end("You have signed out.");
  }

  async forgetBrowser(): Promise<void> {
    // The page leaves when it is signed out: not before everything is removed.
    this.isForgetting = true;
    try {
      await this.#endSession(false);
      this.#parts.close();
      await this.#parts.context.store.forget();
    } finally {
      this.isForgetting = false;
    }
    this.#end("You have signed out, and this browser has forgotten you.");
  }

  async #endSession(everywhere: boolean): Promise<void> {
    try {
      await this.#parts.http.post("/api/logout", { everywhere }, () => {});
    } catch (error) {
      // A session that is over already is what was wanted.
      if (!(error instanceof AppError) || error.kind !== "unauthenticated") throw error;
    }
  }

  // --- Inside -------------------------------------------------------------------------------

  /** Shows a conversation, and resolves once its newest page stands. */
  async #show(summary: ConversationSummary): Promise<void> {
    this.#currentId = summary.id;
    await this.#parts.context.store.setLastOpened(summary.id).catch(() => {});
    const loading = this.#open.load(summary);
    this.draw();
    await loading;
    this.#markRead();
    this.draw();
  }

  /** A room one has just come into, before the server has told of it. */
  async #enter(summary: ConversationSummary): Promise<void> {
    if (!this.#summaries.has(summary.id)) this.#summaries.set(summary.id, summary);
    this.draw();
    await this.#show(summary);
  }

  async #resume(conv: ConversationId): Promise<void> {
    const summary = this.#summaries.get(conv);
    if (summary === undefined) return;
    await this.#open.resume(summary);
    this.#markRead();
  }

  /** Loads conversations in which an earlier page left something on its way. */
  async #resumeOutbox(): Promise<void> {
    const waiting = await this.#parts.context.store.wholeOutbox();
    for (const conv of new Set(waiting.map((entry) => entry.conv))) {
      const summary = this.#summaries.get(conv);
      if (summary !== undefined) await this.#open.load(summary);
    }
  }

  #takeItems(items: readonly Item[]): void {
    const byConversation = Map.groupBy(items, ({ conv }) => conv);
    for (const [conv, group] of byConversation) {
      const summary = this.#summaries.get(conv);
      if (summary === undefined) continue;
      const head = Math.max(summary.head, ...group.map(({ seq }) => seq));
      this.#summaries.set(conv, { ...summary, head });
      if (conv !== this.#visibleId()) this.#unread.add(group);
      void this.#open.receive(conv, group).then(() => this.#markRead());
    }
  }

  #takeSummary(summary: ConversationSummary): void {
    const isNew = !this.#summaries.has(summary.id);
    this.#summaries.set(summary.id, summary);
    const open = this.#open.get(summary.id);
    if (open?.left !== undefined) {
      this.#open.drop(summary.id);
      if (this.#currentId === summary.id) void this.#show(summary).catch(() => {});
    }
    if (isNew && summary.id !== this.#visibleId()) {
      this.#unread.catchUp([summary]).catch(() => {});
    }
    for (const user of summary.members) {
      if (this.#parts.people.find(user) === undefined) this.#parts.people.missing();
    }
    this.draw();
  }

  #takeLeft(conv: ConversationId): void {
    this.#summaries.delete(conv);
    this.#unread.forget(conv);
    this.#open.markLeft(conv);
    void this.refreshRooms().catch(() => {});
    this.draw();
  }

  #takeIdentity(user: UserId): void {
    const { identities } = this.#parts.context;
    this.#parts.people.setEnrolled(user);
    if (identities.view(user) === undefined) return identities.expectChange();
    identities.refresh(user).then(
      () => this.#open.retryClosed(),
      (error) => console.warn("Somebody's new keys could not be looked up yet", error),
    ).then(() => this.draw());
  }

  #visibleId(): ConversationId | undefined {
    return this.#parts.isVisible() ? this.#currentId : undefined;
  }

  #markRead(): void {
    const conv = this.#visibleId();
    const open = conv === undefined ? undefined : this.#open.get(conv);
    if (conv === undefined || open === undefined || open.log.loading) return;
    this.#unread.read(conv, open.log.high).catch(() => {});
  }

  #currentOpen(): OpenConversation {
    const open = this.#currentId === undefined ? undefined : this.#open.get(this.#currentId);
    if (open === undefined) throw new AppError("invalid", "Open a conversation first.");
    return open;
  }

  #end(message: string): void {
    this.#parts.close();
    this.#parts.connection.value = { state: "signed-out", message };
  }

  /** Brings the signals up to date, once for everything that happens in this turn. */
  draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    queueMicrotask(() => this.#drawNow());
  }

  #drawNow(): void {
    this.#isDrawing = false;
    const known = this.#known();
    this.people.value = personViews(known);
    this.rooms.value = roomViews(known, this.#openRooms);
    this.current.value = this.#view(known);
  }

  #view(known = this.#known()): ConversationView | undefined {
    const open = this.#currentId === undefined ? undefined : this.#open.get(this.#currentId);
    return open === undefined ? undefined : conversationView(open, known);
  }

  #known(): Known {
    const { people, context } = this.#parts;
    return {
      self: this.me.id,
      people: people.all(),
      presenceOf: (user) => people.presenceOf(user),
      identityOf: (user) => context.identities.view(user),
      nameOf: context.nameOf,
      summaries: this.#summaries,
      unreadOf: (conv) => this.#unread.of(conv),
    };
  }
}

function notYet(): Promise<never> {
  return Promise.reject(new AppError("unavailable", "This cannot be done yet."));
}

/** A direct conversation as it must be, whatever the server says its members are. */
function checkedDirect(
  summary: ConversationSummary,
  id: ConversationId,
  members: [UserId, UserId],
): ConversationSummary {
  if (summary.id !== id || summary.kind !== "direct") {
    throw new AppError("invalid", "The server answered with another conversation. Try again.", {
      reason: "other-conversation",
    });
  }
  return { ...summary, members };
}
