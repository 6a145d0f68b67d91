/**
 * The signed-in chat: the one object behind the screens. Its features do the work; here stands what
 * follows from the connection, from the page, and from what the features tell of.
 */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { t } from "../../i18n/i18n.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { distinctName } from "../conversations/person_name.ts";
import type { Overview } from "../history/port.ts";
import type { ListView } from "../model/list_view.ts";
import type {
  AboutView,
  ChatModel,
  ConnectionView,
  ConversationView,
  PersonView,
  RoomView,
} from "../model/mod.ts";
import type { Ask } from "../net/socket.ts";
import type { ChatParts } from "./chat_parts.ts";
import type { ConnectionFollower, Push } from "./connection.ts";
import { type Features, makeFeatures } from "./features.ts";

export class ChatSession implements ChatModel, ConnectionFollower {
  readonly me: ChatModel["me"];
  readonly ownName: Signal<string>;
  readonly connection: ReadonlySignal<ConnectionView>;
  readonly people: ReadonlySignal<ListView<PersonView>>;
  readonly rooms: ReadonlySignal<ListView<RoomView>>;
  readonly current: ReadonlySignal<ConversationView | undefined>;
  readonly conversations: Features["conversations"];
  readonly messages: Features["writing"];
  readonly files: Features["fileActions"];
  readonly drafts: Features["drafts"];
  readonly log: Features["shownLog"];
  readonly search: Features["searching"];
  readonly ownNames: Features["ownNames"];
  readonly keys: Features["verification"];
  readonly leaving: Features["leaving"];
  readonly #parts: ChatParts;
  readonly #features: Features;
  /** It was begun from what this browser stores. */
  #beganStored = false;
  /** People whose names are known: of those who are new, rows may show them. */
  #knownPeople = 0;

  constructor(parts: ChatParts) {
    const features = makeFeatures(parts);
    const { me, context } = parts.person;
    this.#parts = parts;
    this.#features = features;
    this.me = me;
    this.ownName = signal(context.nameOf(me.id).fullName);
    this.connection = parts.connection.state;
    this.people = features.roster.people;
    this.rooms = features.roster.rooms;
    this.current = features.drawing.current;
    this.conversations = features.conversations;
    this.messages = features.writing;
    this.files = features.fileActions;
    this.drafts = features.drafts;
    this.log = features.shownLog;
    this.search = features.searching;
    this.ownNames = features.ownNames;
    this.keys = features.verification;
    this.leaving = features.leaving;
    this.#follow();
    parts.notifier?.onOpen((conv) => this.openAsked(conv));
  }

  about(): Promise<AboutView> {
    return Promise.try(() => this.#parts.person.about());
  }

  // --- Its beginning ------------------------------------------------------------------------

  /** The server cannot be reached: shows the lists as they were stored, until a welcome comes. */
  begin({ conversations, people }: Overview): void {
    const { roster, arrivals, drawing, uploads } = this.#features;
    this.#beganStored = true;
    roster.replace(conversations);
    arrivals.beginStored(conversations);
    this.#parts.person.people.restore(people);
    drawing.soon();
    uploads.restore().catch((error) => console.warn("Kept files could not be read", error));
    this.#goOn({ online: false });
  }

  /** Until the directory has answered, the people that were kept are shown. */
  keptPeople(people: Overview["people"]): void {
    this.#parts.person.people.restore(people);
  }

  /** What was begun and not sent is there again, and the conversation that was open last. */
  async restore(): Promise<void> {
    await this.drafts.restore().catch(() => {});
    await this.conversations.openLast();
  }

  // --- What the connection brings -----------------------------------------------------------

  /** A connection that works: brings everything up to date, what is on the screen first. */
  async welcome(frame: WelcomeFrame): Promise<void> {
    try {
      await this.#welcome(frame);
    } catch (error) {
      console.warn("The connection was lost at once; the next welcome tries again", error);
    }
  }

  take(frame: Push): void {
    const { people, names } = this.#parts.person;
    switch (frame.type) {
      case "events":
        return this.#features.newItems.take(frame.events);
      case "presence":
        return people.apply(frame);
      case "typing":
        return this.#features.typing.take(frame);
      case "name":
        people.setName(frame);
        return void names.take([frame]);
      case "identity":
        return this.#takeIdentity(frame.user);
      case "conversation":
        return this.#takeSummary(frame.conversation);
      case "left":
        return this.#takeLeft(frame.conv);
      case "rooms-changed":
        return void this.refreshRooms().catch(() => {});
      case "catch-up":
        return void this.#features.catchUp.lost();
      case "signed-out":
        // The socket closes with it and tells the connection.
        return;
    }
  }

  probe(): Ask {
    const open = this.#features.reading.current;
    if (open === undefined || open.left !== undefined) return { type: "rooms" };
    return { type: "sync", conv: open.log.conv, after: open.log.high, limit: 1 };
  }

  signedOut(message: string): void {
    this.leaving.signedOut(message);
  }

  // --- What the page brings -----------------------------------------------------------------

  /** The page is looked at again. */
  async shown(): Promise<void> {
    this.sign();
    // A tab that was asleep may not have been told.
    void this.drafts.restore().catch(() => {});
    await this.#features.reading.looked();
    await this.refreshRooms().catch(() => {});
  }

  /** A conversation was asked for outside the page: a notification was clicked, or a link. */
  openAsked(conv: ConversationId): void {
    // One that this person is no longer in stays closed, and what was open stays.
    this.conversations.open(conv).catch(() => {});
  }

  /** The page may go: the lists are stored. */
  hidden(): void {
    this.#parts.keeper?.flush();
  }

  /** The person did something. */
  sign(): void {
    this.#parts.connection.presence.sign();
  }

  /** A preference has changed. */
  preferencesChanged(): void {
    this.#parts.connection.presence.update();
    this.#personChanged();
  }

  /** Asks again which rooms could be joined. @throws {AppError} `unavailable` */
  async refreshRooms(): Promise<void> {
    await this.#features.roster.refreshRooms();
  }

  // --- What follows -------------------------------------------------------------------------

  /** Who follows what the features and the person's own parts tell of. */
  #follow(): void {
    const { events } = this.#parts;
    events.lists.on(() => this.#features.drawing.soon());
    // Without a connection it is not known who is there.
    this.connection.subscribe(() => this.#features.drawing.soon());
    events.conversation.on((conv, message) => this.#conversationChanged(conv, message));
    events.left.on((conv) => this.#takeLeft(conv));
    events.people.on(() => this.#peopleChanged());
    events.name.on((user) => this.#named(user));
    events.identity.on((user, becameOther) => this.#identityChanged(user, becameOther));
    events.stored.on((conv, late) => this.#stored(conv, late));
    // Something that concerns the whole page stands in the log on the screen.
    events.note.on((text) => this.#features.reading.current?.log.notice(text));
  }

  async #welcome(frame: WelcomeFrame): Promise<void> {
    const { person, connection } = this.#parts;
    const { people, names, context: { store, now, identities } } = person;
    const { roster, arrivals, open, drawing, catchUp, uploads, leaving } = this.#features;
    if (frame.user.id !== this.me.id) {
      return leaving.end(t("Somebody else signed in here in this browser. Reload the page."));
    }
    void store.markSignedIn(now()).catch(() => {});
    // Not waited for where it is known: what is pushed after a welcome is taken after it.
    if (!identities.isOwnTrusted) await person.trustOwn();
    roster.replace(frame.conversations);
    // Until now this page may have had no connection, and shows what was stored.
    arrivals.welcome(frame.conversations, {
      stoodAlone: this.#beganStored && connection.wasLost,
    });
    people.setPresent(frame);
    open.trim();
    for (const { log } of open.all()) {
      if (!roster.summaries.has(log.conv)) open.markLeft(log.conv);
    }
    drawing.soon();
    const upToDate = [catchUp.opened(), people.refresh(), this.refreshRooms()];
    // What could not be checked without the server can be now.
    if (this.#beganStored) void names.retry();
    await Promise.allSettled(upToDate);
    await catchUp.outbox().catch(() => {});
    void uploads.resume();
    drawing.soon();
    this.#goOn({ online: true });
  }

  /** What nobody waits for. */
  #goOn({ online }: { online: boolean }): void {
    const { catchUp } = this.#features;
    void catchUp.inBackground().then(() => catchUp.makeReady({ online }));
  }

  #takeSummary(summary: ConversationSummary): void {
    const { roster, open, reading, background, drawing } = this.#features;
    const { people } = this.#parts.person;
    const { id, members } = summary;
    const isNew = !roster.summaries.has(id);
    roster.summaries.set(id, summary);
    if (open.get(id)?.left !== undefined) {
      open.drop(id);
      if (this.#parts.screen.conv === id) void reading.show(summary).catch(() => {});
    }
    if (isNew && summary.head > 0) void background.openSoon(id);
    for (const user of members) {
      if (people.find(user) === undefined) people.missing();
    }
    drawing.soon();
  }

  /** This person is no longer in the conversation. */
  #takeLeft(conv: ConversationId): void {
    const { roster, activities, searching, files, open, drawing } = this.#features;
    roster.summaries.delete(conv);
    activities.forget(conv);
    searching.changed(conv);
    files.release(conv);
    open.markLeft(conv);
    void this.refreshRooms().catch(() => {});
    drawing.soon();
  }

  #takeIdentity(user: UserId): void {
    const { open, drawing } = this.#features;
    const { people, context: { identities } } = this.#parts.person;
    people.setEnrolled(user);
    if (identities.view(user) === undefined) return identities.expectChange();
    identities.refresh(user).then(
      () => open.retryClosed(),
      (error) => console.warn("Somebody's new keys could not be looked up yet", error),
    ).then(() => drawing.soon());
  }

  #conversationChanged(conv: ConversationId, message?: ItemId | ""): void {
    const { drawing, open: loaded, receipts, activities, clearing } = this.#features;
    const open = loaded.get(conv);
    if (message) open?.log.fold.touch(message);
    drawing.soon({ lists: false });
    if (open === undefined || open.log.loading) return;
    receipts.look(conv);
    const isRead = conv === this.#parts.screen.read;
    // What comes to the screen is never unread in between.
    (isRead ? activities.markRead(open.log) : activities.update(open.log)).catch(() => {});
    clearing.follow(open).catch(() => {});
  }

  #stored(conv: ConversationId, late: boolean): void {
    const { searching, open, files } = this.#features;
    if (late) searching.again(conv);
    else searching.changed(conv);
    void open.get(conv)?.log.takePins();
    void files.letGoOf([conv]);
  }

  #peopleChanged(): void {
    const known = this.#parts.person.people.all().length;
    if (known === this.#knownPeople) return this.#features.drawing.soon();
    this.#knownPeople = known;
    this.#named(this.me.id);
  }

  #named(user: UserId): void {
    const { nameOf } = this.#parts.person.context;
    if (user === this.me.id) this.ownName.value = nameOf(user).fullName;
    this.#personChanged();
  }

  #identityChanged(user: UserId, becameOther: boolean): void {
    if (becameOther) {
      const name = distinctName(this.#parts.person.context.nameOf(user));
      const text = t("{name} has set up new keys, in another browser for instance.", { name });
      this.#features.open.notice(user, text);
    }
    this.#personChanged();
  }

  /** Somebody is called otherwise, or their keys are thought of otherwise, than before. */
  #personChanged(): void {
    for (const { log } of this.#features.open.all()) log.fold.touchAll();
    this.#features.drawing.soon();
  }
}
