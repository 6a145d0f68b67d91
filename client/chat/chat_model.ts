import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import type { RoomPolicy } from "../../protocol/items.ts";
import type {
  AboutView,
  ChatModel,
  ConnectionView,
  ConversationView,
  LogFormat,
  MessageDetails,
  NameChangeView,
  NotSentView,
  PersonView,
  RoomView,
  SafetyView,
  SavedLog,
  SearchQuery,
  SearchResult,
} from "../model/mod.ts";
import { distinctName } from "../conversations/person_name.ts";
import type { Overview } from "../history/port.ts";
import type { PushFrame } from "../../protocol/frames/server_frames.ts";
import type { Ask } from "../net/socket.ts";
import type { NotifyLevel } from "../preferences/preferences.ts";
import type { ChatParts } from "./chat_parts.ts";
import { messageDetails } from "./details.ts";
import { saveLog } from "./exported_log.ts";
import { Leaving } from "./leaving.ts";
import { deleteMessage, editMessage, pinMessage, reactTo } from "./message_actions.ts";
import type { FileMessages } from "./file_messages.ts";
import type { OwnPresence } from "./own_presence.ts";
import { clearOwnNameHistory, ownNameHistory, setOwnName } from "./own_names.ts";
import { reachDate, reachMessage } from "./reach.ts";
import { changeRoom, createRoom, joinRoom } from "./rooms.ts";
import { ChatSession } from "./session.ts";
import { acceptIdentity, safetyOf, verifyIdentity } from "./verification.ts";
import { blockedBy, type OpenConversation } from "./views.ts";

/** The signed-in chat: what the screens show, and what they may ask for. */
export class Chat implements ChatModel {
  readonly me: ChatModel["me"];
  readonly ownName: Signal<string>;
  readonly connection: ReadonlySignal<ConnectionView>;
  readonly people: ReadonlySignal<PersonView[]>;
  readonly rooms: ReadonlySignal<RoomView[]>;
  readonly current: ReadonlySignal<ConversationView | undefined>;
  /** How this person is seen from this page. */
  presence: OwnPresence | undefined;
  readonly #parts: ChatParts;
  readonly #session: ChatSession;
  readonly #leaving: Leaving;
  /** People whose names are known: of those who are new, rows may show them. */
  #knownPeople = 0;

  constructor(parts: ChatParts) {
    const session = new ChatSession(parts);
    this.#parts = parts;
    this.#session = session;
    this.#leaving = new Leaving(parts, session);
    this.me = parts.me;
    this.ownName = signal(parts.context.nameOf(parts.me.id).fullName);
    this.connection = parts.connection;
    this.people = session.roster.people;
    this.rooms = session.roster.rooms;
    this.current = session.drawing.current;
  }

  /** What files of messages have come to. */
  get files(): FileMessages {
    return this.#session.files;
  }

  /** Everything of this person is being removed; that the connection ends is not to be told yet. */
  get isForgetting(): boolean {
    return this.#leaving.isForgetting;
  }

  // --- What the connection brings -----------------------------------------------------------------

  welcome(frame: WelcomeFrame, options: { stoodAlone?: boolean } = {}): Promise<void> {
    return this.#session.welcome(frame, options);
  }

  /** Without the server: the chat as it was kept, until a welcome comes. */
  begin(overview: Overview): void {
    this.#session.begin(overview);
  }

  /** The conversation on the screen, whether anybody looks or not. */
  get onScreen(): ConversationId | undefined {
    return this.#session.onScreen;
  }

  /** Something that concerns the whole page. */
  note(text: string): void {
    this.#session.note(text);
  }

  take(frame: Exclude<PushFrame, WelcomeFrame>): void {
    this.#session.take(frame);
  }

  probe(): Ask {
    return this.#session.probe();
  }

  /** The directory's list is here, or somebody came or went. */
  peopleChanged(): void {
    const known = this.#parts.people.all().length;
    if (known === this.#knownPeople) return this.#session.drawing.soon();
    this.#knownPeople = known;
    this.nameChanged(this.me.id);
  }

  /** Somebody's keys are thought of otherwise than before. */
  identityChanged(user: UserId, becameOther: boolean): void {
    if (becameOther) {
      const name = distinctName(this.#parts.context.nameOf(user));
      const text = t("{name} has set up new keys, in another browser for instance.", { name });
      this.#session.open.notice(user, text);
    }
    this.#session.personChanged();
  }

  /** Somebody is called otherwise than before. */
  nameChanged(user: UserId): void {
    if (user === this.me.id) this.ownName.value = this.#parts.context.nameOf(user).fullName;
    this.#session.personChanged();
  }

  /** The page is looked at again. */
  shown(): void {
    this.presence?.sign();
    void this.#session.looked();
  }

  /** A preference has changed. */
  preferencesChanged(): void {
    this.presence?.update();
    this.#session.personChanged();
  }

  /** The page may go: the lists are kept. */
  leaving(): void {
    this.#parts.keeper?.flush();
  }

  refreshRooms(): Promise<void> {
    return this.#session.refreshRooms();
  }

  /** Opens the conversation that was on this profile's screen last. */
  async restore(): Promise<void> {
    await this.#session.drafts.restore().catch(() => {});
    const last = await this.#parts.context.store.lastOpened();
    const summary = last === undefined ? undefined : this.#session.roster.summaries.get(last);
    if (summary !== undefined && this.#session.onScreen === undefined) {
      await this.#session.show(summary);
    }
  }

  // --- Conversations ------------------------------------------------------------------------

  async openPerson(id: UserId): Promise<void> {
    if (id === this.me.id) throw new AppError("invalid", t("You cannot write to yourself."));
    await this.#session.show(await this.#session.roster.directWith(id));
  }

  async openRoom(id: ConversationId): Promise<void> {
    const summary = this.#session.roster.summaries.get(id);
    if (summary === undefined) throw new AppError("forbidden", t("You are not in this room."));
    await this.#session.show(summary);
  }

  openConversation(id: ConversationId): Promise<void> {
    return this.openRoom(id);
  }

  closeConversation(): void {
    this.#session.hide();
  }

  async createRoom(name: string, policy: RoomPolicy): Promise<void> {
    const wanted = name.normalize("NFC").replace(/[\u202a-\u202e\u2066-\u2069]/g, "").trim();
    await this.#enter(await createRoom(wanted, policy, this.#parts.context));
  }

  async joinRoom(id: ConversationId): Promise<void> {
    await this.#enter(await joinRoom(id, this.#parts.context));
  }

  async leaveRoom(id: ConversationId): Promise<void> {
    const { roster, open } = this.#session;
    const summary = roster.summaries.get(id);
    if (summary === undefined) return;
    await open.load(summary);
    await changeRoom(open.get(id)!.log, { type: "leave" }, this.#parts.context);
    this.#session.takeLeft(id);
    if (this.#session.onScreen === id) this.closeConversation();
    open.drop(id);
  }

  async invite(person: UserId): Promise<void> {
    const { log } = this.#session.currentOpen();
    await changeRoom(log, { type: "add", subject: person }, this.#parts.context);
  }

  async removeMember(person: UserId): Promise<void> {
    const { log } = this.#session.currentOpen();
    await changeRoom(log, { type: "remove", subject: person }, this.#parts.context);
  }

  // --- Messages -----------------------------------------------------------------------------

  send(text: string, options: { replyTo?: ItemId } = {}): Promise<void> {
    return this.#write((open) => {
      open.sender.send(text, options);
      this.#session.typing.sent();
    });
  }

  sendFiles(
    files: readonly File[],
    options: { caption: string; replyTo?: ItemId },
  ): Promise<void> {
    return this.#write(({ log }) => this.#session.uploads.send(log.conv, files, options));
  }

  async retry(key: string): Promise<void> {
    if (!this.#session.uploads.retry(key)) await this.#session.currentOpen().sender.retry(key);
  }

  discard(key: string): void {
    const { uploads } = this.#session;
    if (uploads.discard(key)) return;
    this.#session.currentOpen().sender.discard(key);
    uploads.forget(key).catch(() => {});
  }

  edit(id: ItemId, text: string): Promise<void> {
    return this.#write((open) => editMessage(open, id, text));
  }

  deleteMessage(id: ItemId): Promise<void> {
    return this.#write((open) => deleteMessage(open, id));
  }

  react(id: ItemId, emoji: string): Promise<void> {
    return this.#write((open) => reactTo(open, id, emoji));
  }

  pin(id: ItemId, pinned: boolean): Promise<void> {
    return this.#write((open) => pinMessage(open, id, pinned));
  }

  cancelFile(key: string): void {
    const { uploads, files } = this.#session;
    if (!uploads.cancel(key)) files.cancel(this.#session.currentOpen(), key);
  }

  async retryFile(key: string): Promise<void> {
    const { uploads, files } = this.#session;
    if (!uploads.retry(key)) await files.retry(this.#session.currentOpen(), key);
  }

  async fetchFile(key: string): Promise<void> {
    await this.#session.files.fetch(this.#session.currentOpen(), key);
  }

  async saveFile(key: string): Promise<void> {
    await this.#session.files.save(this.#session.currentOpen(), key);
  }

  details(id: ItemId): Promise<MessageDetails> {
    return Promise.try(() =>
      messageDetails(this.#session.currentOpen().log, id, this.#parts.context)
    );
  }

  typing(): void {
    if (this.#session.onScreen !== undefined) this.#session.typing.hint(this.#session.onScreen);
  }

  setDraft(conversation: ConversationId, text: string): void {
    this.#session.drafts.set(conversation, text);
  }

  async loadOlder(): Promise<void> {
    await this.#session.currentOpen().log.loadOlder();
  }

  async reach(id: ItemId): Promise<string> {
    const key = await reachMessage(this.#session.currentOpen().log, id);
    this.#session.drawing.now();
    return key;
  }

  async reachDate(date: string): Promise<string | undefined> {
    const key = await reachDate(this.#session.currentOpen().log, date);
    this.#session.drawing.now();
    return key;
  }

  async clearHistory(options: { everywhere: boolean }): Promise<{ undo: () => Promise<void> }> {
    return await this.#session.clearing.clear(this.#session.currentOpen(), options);
  }

  saveLog(format: LogFormat): Promise<SavedLog> {
    return saveLog(format, this.#session, { name: this.ownName.value, uid: this.me.uid });
  }

  search(query: SearchQuery): Promise<SearchResult> {
    return this.#session.searching.query(query);
  }

  /** Something else is kept of a conversation; `late`: what did not open when it came, does now. */
  stored(conv: ConversationId, late = false): void {
    if (late) this.#session.searching.again(conv);
    else this.#session.searching.changed(conv);
    void this.#session.open.get(conv)?.log.takePins();
    void this.files.letGoOf([conv]);
  }

  // --- The person ---------------------------------------------------------------------------

  setName(name: string): Promise<void> {
    return setOwnName(name, this.#parts.context, this.#parts.names);
  }

  nameHistory(): Promise<NameChangeView[]> {
    return ownNameHistory(this.#parts.context);
  }

  clearNameHistory(): Promise<void> {
    return clearOwnNameHistory(this.#parts.context);
  }

  setNotify(conversation: ConversationId, level: NotifyLevel | undefined): void {
    this.#parts.changePreferences((old) => {
      const { [conversation]: _, ...others } = old.notifyOf;
      const notifyOf = level === undefined ? others : { ...others, [conversation]: level };
      return { ...old, notifyOf };
    });
    this.#session.drawing.soon();
  }

  about(): Promise<AboutView> {
    return Promise.try(() => this.#parts.about());
  }

  acceptIdentity(person: UserId): Promise<void> {
    return acceptIdentity(person, this.#parts, this.#session);
  }

  safety(person: UserId): Promise<SafetyView> {
    return safetyOf(person, this.#parts.context);
  }

  verify(person: UserId, key: string): Promise<void> {
    return verifyIdentity(person, key, this.#parts, this.#session);
  }

  unverify(person: UserId, key: string): Promise<void> {
    return this.#parts.context.identities.unverify(person, key);
  }

  /** The session was ended elsewhere: nothing of it stays on the screen. */
  signedOut(message: string): void {
    this.#session.end(message);
  }

  notSent(): Promise<NotSentView> {
    return this.#leaving.notSent();
  }

  logout(options: { everywhere: boolean }): Promise<void> {
    return this.#leaving.logout(options);
  }

  forgetBrowser(): Promise<void> {
    return this.#leaving.forgetBrowser();
  }

  /** A room one has just come into, before the server has told of it. */
  async #enter(summary: ConversationSummary): Promise<void> {
    const { summaries } = this.#session.roster;
    if (!summaries.has(summary.id)) summaries.set(summary.id, summary);
    this.#session.drawing.soon();
    await this.#session.show(summary);
  }

  /** Says something in the conversation on the screen, unless nothing may be said there. */
  #write(work: (open: OpenConversation) => void): Promise<void> {
    return Promise.try(() => {
      const open = this.#session.currentOpen();
      const blocked = blockedBy(open, this.#session.drawing.known());
      if (blocked !== undefined) throw new AppError("forbidden", blocked, { reason: "blocked" });
      work(open);
      this.#session.drawing.now();
    });
  }
}
