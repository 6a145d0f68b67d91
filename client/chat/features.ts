/**
 * Makes the features of a signed-in chat, each complete and from those before it alone. Where two
 * need each other, the later one is told by an event (`chat_events.ts`).
 */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { ChatContext } from "../conversations/context.ts";
import { Activities } from "./activity.ts";
import { Arrivals } from "./arrivals.ts";
import { Background } from "./background.ts";
import { CatchUp } from "./catch_up.ts";
import type { ChatParts } from "./chat_parts.ts";
import { Clearing } from "./clearing.ts";
import { ConversationActions } from "./conversation_actions.ts";
import { Drafts } from "./drafts.ts";
import { Drawing } from "./drawing.ts";
import { FileActions } from "./file_actions.ts";
import { FileMessages } from "./file_messages.ts";
import { Leaving } from "./leaving.ts";
import { NewItems } from "./new_items.ts";
import { OpenConversations } from "./open_conversations.ts";
import { OwnNames } from "./own_names.ts";
import { Reading } from "./reading.ts";
import { Receipts } from "./receipts.ts";
import { roomNames } from "./room_names.ts";
import { Roster } from "./roster.ts";
import { Searching } from "./searching.ts";
import { SentFiles } from "./sent_files.ts";
import { ShownLog } from "./shown_log.ts";
import { StoredLists } from "./stored_lists.ts";
import { Typing } from "./typing.ts";
import { Uploads } from "./uploads.ts";
import { Verification } from "./verification.ts";
import type { Known, OpenConversation } from "./views.ts";
import { Writing } from "./writing.ts";

export type Features = ReturnType<typeof makeFeatures>;

export function makeFeatures(parts: ChatParts) {
  const { person, connection, events, screen, http, preferences, changePreferences } = parts;
  const { transport, storedUploads: stored, history, keeper, filler, notifier } = parts;
  const { isOnline, idle, close } = parts;
  const { me, people, names, directoryNameOf } = person;
  const { store, ask, now, random, locks, identities, nameOf } = person.context;
  const onChange = events.conversation.emit;
  const onLists = events.lists.emit;

  // 1. Files, and the conversations whose messages have them.
  const sent = transport && new SentFiles({ transport, stored, now });
  const files = new FileMessages({
    transport,
    history,
    sent,
    self: me.id,
    onChange,
    save: parts.saveFile,
  });
  const context: ChatContext = {
    ...person.context,
    handingIn: (conv, payload) => files.handingIn(conv, payload),
    handedIn: (conv, payload, id, fold) => files.handedIn(conv, payload, id, fold),
    transferOf: (file) => files.transferOf(file),
    readShown: () => preferences().readReceipts,
    history,
    keeper,
  };
  const roster = new Roster(me.id, ask, onLists);
  const open = new OpenConversations({ context, screen, onChange });
  const load = (conv: ConversationId) => loadWithoutShowing(conv, roster, open);

  // 2. What is known of each, and of all that the screens show.
  const activities = new Activities({ self: me.id, store, onChange: onLists });
  const drafts = new Drafts({
    store: history?.drafts,
    random,
    after: parts.after,
    onChange: onLists,
  });
  const typing = new Typing({
    self: me.id,
    now,
    isOn: () => preferences().typingHints,
    send: (conv) => void ask({ type: "typing", conv }).catch(() => {}),
    onChange: onLists,
  });
  const known = (): Known => ({
    self: me.id,
    people: people.all(),
    peopleState: people.loadState,
    presenceOf: (user) =>
      connection.state.value.state === "online" ? people.presenceOf(user) : "unknown",
    identityOf: (user) => identities.view(user),
    wasVerified: (user) => identities.wasVerified(user),
    nameOf,
    directoryNameOf,
    roomNameOf: roomNames(() => [...roster.summaries.values(), ...roster.openRooms]),
    summaries: roster.summaries,
    activityOf: (conv) => activities.of(conv),
    draftOf: (conv) => drafts.of(conv),
    notifyOf: (conv, kind) => {
      const { notifyDirect, notifyRooms, notifyOf } = preferences();
      const own = conv === undefined ? undefined : notifyOf[conv];
      return own ?? (kind === "direct" ? notifyDirect : notifyRooms);
    },
  });
  const uploads = new Uploads({
    transport,
    stored,
    locks,
    isWritten: (key) => store.isWritten(key),
    isOnline,
    now,
    random,
    load,
    onDone: (conv, sealed, file) => files.uploaded(conv, sealed, file),
    onChange,
  });
  const storedLists = new StoredLists({ me, people, roster, keeper });
  const drawing = new Drawing({ known, roster, storedLists, open, typing, uploads, screen });

  // 3. What follows from what comes and is read, without anybody asking.
  const receipts = new Receipts({
    self: me.id,
    now,
    sendsRead: () => preferences().readReceipts,
    isHidden: () => !preferences().presenceShown,
    find: (conv) => open.get(conv),
    isOnScreen: (conv) => conv === screen.seen,
  });
  const reading = new Reading({
    screen,
    store,
    notifier,
    open,
    activities,
    receipts,
    onChange: onLists,
  });
  const arrivals = new Arrivals({
    notifier,
    known,
    readUpTo: (conv, log) => activities.readUpTo(conv, log),
  });
  const background = new Background({
    open,
    activities,
    summaryOf: (conv) => roster.summaries.get(conv),
    onCounted: (log) => arrivals.notify(log, { missed: true }),
    idle,
  });
  const newItems = new NewItems({ roster, open, background, arrivals, typing, reading });
  const searching = new Searching({ open: parts.openSearch, known, now });
  const clearing = new Clearing({
    store,
    history,
    now,
    load: (conv) => load(conv).catch(unlessGone),
    onChange,
    onFloor: (conv) => searching.changed(conv),
  });
  const catchUp = new CatchUp({
    ask,
    store,
    filler,
    idle,
    roster,
    open,
    activities,
    background,
    clearing,
    searching,
    files,
    load,
    onResumed: (conv) => newItems.resumed(conv),
  });

  // 4. What its person may ask for.
  const conversations = new ConversationActions({
    context,
    events,
    roster,
    open,
    screen,
    reading,
    changePreferences,
  });
  const writing = new Writing({ known, screen, reading, drawing, typing, uploads });
  const fileActions = new FileActions({ reading, uploads, files });
  const shownLog = new ShownLog({
    context,
    reading,
    drawing,
    clearing,
    savedBy: () => ({ name: nameOf(me.id).fullName, uid: me.uid }),
  });
  const ownNames = new OwnNames(context, names);
  const verification = new Verification({ context, names, open, onChange: onLists });
  const leaving = new Leaving({
    connection,
    http,
    store,
    history,
    notifier,
    open,
    uploads,
    drawing,
    changePreferences,
    close,
    stop() {
      const running = [background, searching, receipts, typing, clearing, uploads, open, roster];
      for (const one of running) one.stop();
      filler?.stop();
      files.release();
    },
  });

  return {
    activities,
    arrivals,
    background,
    catchUp,
    clearing,
    conversations,
    drafts,
    drawing,
    fileActions,
    files,
    leaving,
    newItems,
    open,
    ownNames,
    reading,
    receipts,
    roster,
    searching,
    shownLog,
    typing,
    uploads,
    verification,
    writing,
  };
}

/** @throws {AppError} `forbidden` when this person is no longer in it; why it cannot be had now. */
async function loadWithoutShowing(
  conv: ConversationId,
  roster: Roster,
  open: OpenConversations,
): Promise<OpenConversation> {
  const summary = roster.summaries.get(conv);
  if (summary !== undefined) await open.load(summary, { background: true });
  const found = open.get(conv);
  if (found !== undefined) return found;
  throw new AppError("forbidden", t("You are no longer in this conversation."));
}

/** Nothing stands for a conversation that this person is no longer in. */
function unlessGone(error: unknown): undefined {
  if (error instanceof AppError && error.kind === "forbidden") return;
  throw error;
}
