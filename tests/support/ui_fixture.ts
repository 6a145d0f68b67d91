/**
 * A chat without a server: the view model with made-up people, for looking at the screens and for
 * trying them by hand. Every name in it is invented.
 */

import { computed, signal } from "@preact/signals";
import { listView, type LoadState } from "../../client/model/list_view.ts";
import type {
  ChatModel,
  ConversationView,
  EntryView,
  MessageView,
  NameChangeView,
  PersonView,
  RoomView,
} from "../../client/model/mod.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import {
  detailsOf,
  isLogScene,
  LOG_SCENES,
  logScene,
  reacted,
  type Say,
} from "./ui_fixture_log.ts";
import { isWritingScene, WRITING_SCENES, writingEntries } from "./ui_fixture_files.ts";
import {
  ago,
  CALM,
  conversationId,
  DAY_MS,
  ME,
  member,
  MINUTE_MS,
  people,
  QUIET,
  ROOMS,
  SELF,
  userId,
} from "./ui_fixture_people.ts";
import { directEntries, longEntries, message, roomEntries } from "./ui_fixture_said.ts";
import { fixtureLog, fixtureSearch, listPeople, listRooms } from "./ui_fixture_lists.ts";
import { fixtureSafety } from "./ui_fixture_safety.ts";
import {
  ALL_SENT,
  connectionOf,
  isStateScene,
  LONG_NAME,
  NOT_SENT,
  STATE_SCENES,
  stateScene,
} from "./ui_fixture_states.ts";
import { VERSION } from "../../protocol/version.ts";

/** What the chat looks like when it opens. */
export const SCENES = [
  "room",
  "direct",
  "changed",
  "closed-room",
  "new-conversation",
  "long",
  "welcome",
  "first-run",
  "first-run-people",
  "reconnecting",
  "direct-reconnecting",
  "signed-out",
  "not-sent",
  ...WRITING_SCENES,
  ...LOG_SCENES,
  ...STATE_SCENES,
  "lists",
  "lists-many",
  "lists-loading",
  "lists-offline",
  "lists-failed",
  "search",
  "switcher",
] as const;
export type Scene = typeof SCENES[number];

/** How far the lists of `scene` have come. */
function loadStateOf(scene: Scene): LoadState {
  if (scene === "lists-failed") return "failed";
  return scene === "lists-loading" || scene === "lists-offline" ? "loading" : "loaded";
}

/** The view model of `scene`; its actions work on the made-up data and take half a second. */
export function fixtureChat(scene: Scene): ChatModel {
  const ofLists = ["lists", "lists-many", "search", "switcher"].includes(scene);
  const nobody = ["first-run", "lists-loading", "lists-offline"].includes(scene);
  const connection = signal(connectionOf(scene));
  const everyone: PersonView[] =
    (nobody
      ? []
      : scene === "first-run-people"
      ? people().map(({ conversation: _, ...person }) => ({ ...person, unread: 0 }))
      : ofLists
      ? listPeople(scene === "lists-many")
      : scene === "lists-failed"
      ? people().filter((person) => person.conversation !== undefined)
      : people())
      .map((person) =>
        connection.value.state === "online" ? person : { ...person, presence: "unknown" }
      );
  const peopleSignal = signal<PersonView[]>(everyone);
  const roomsSignal = signal<RoomView[]>(
    nobody || scene === "first-run-people" ? [] : ofLists ? listRooms() : ROOMS.map((room) => ({
      ...room,
      ...QUIET,
      unread: room.unread,
      id: conversationId(room.name),
    })),
  );
  const current = signal<ConversationView | undefined>(undefined);
  let oldest = 1000;
  const ownName = signal(scene === "long-words" ? LONG_NAME : ME.fullName);
  const names = signal<NameChangeView[]>([
    { name: "", time: ago(3 * DAY_MS) },
    { name: "Noor (on leave)", time: ago(20 * DAY_MS) },
    { name: "Noor P.", time: ago(200 * DAY_MS) },
  ]);

  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 500));
  const change = (next: Partial<ConversationView>) => {
    if (current.value !== undefined) current.value = { ...current.value, ...next };
  };
  const changeEntry = (key: string, next: Partial<EntryView>) =>
    change({
      entries: (current.value?.entries ?? []).map((entry) =>
        entry.key === key ? { ...entry, ...next } as EntryView : entry
      ),
    });

  const messageOf = (id: ItemId) =>
    (current.value?.entries ?? []).find((entry): entry is MessageView =>
      entry.type === "message" && entry.id === id
    );
  const changeMessage = (id: ItemId, next: (message: MessageView) => EntryView) =>
    change({
      entries: (current.value?.entries ?? []).map((entry) =>
        entry.type === "message" && entry.id === id ? next(entry) : entry
      ),
    });

  const openRoom = (id: ConversationId) => {
    const room = roomsSignal.value.find((one) => one.id === id);
    if (room === undefined) return;
    const members = room.name === "Design review"
      ? [
        SELF,
        ...everyone.slice(0, 8).map((person, index) =>
          member(person, index === 0 ? "admin" : "member")
        ),
      ]
      : [SELF, ...everyone.slice(0, 2).map((person) => member(person))];
    roomsSignal.value = roomsSignal.value.map((one) => one.id === id ? { ...one, unread: 0 } : one);
    current.value = {
      id,
      kind: "room",
      title: room.name,
      policy: room.policy,
      members,
      role: "admin",
      entries: room.name === "Design review" ? roomEntries(everyone) : [],
      more: false,
      loading: false,
      changed: [],
      ...CALM,
      pinned: listView([]),
      typing: [],
    };
  };
  const openPerson = (id: UserId) => {
    const peer = peopleSignal.value.find((person) => person.id === id);
    if (peer === undefined) return;
    const changed = scene === "changed";
    current.value = {
      id: conversationId(`dm${id.slice(-3)}`),
      kind: "direct",
      title: peer.fullName,
      peer,
      members: [SELF, member(peer)],
      entries: scene === "long"
        ? longEntries(everyone, 60, oldest)
        : scene === "new-conversation"
        ? []
        : directEntries(peer, changed),
      more: scene === "long",
      loading: false,
      ...CALM,
      pinned: listView([]),
      typing: [],
      changed: changed ? [{ ...member(peer), identity: "changed" }] : [],
      ...(changed ? { blocked: "Accept the new keys before you write." } : {}),
    };
  };

  const conversations: ChatModel["conversations"] = {
    async openPerson(id) {
      openPerson(id);
      await Promise.resolve();
    },
    async open(id) {
      openRoom(id);
      await Promise.resolve();
    },
    close: () => current.value = undefined,
    async createRoom(name, policy) {
      await pause();
      if (name === "Taken") {
        throw new AppError("conflict", "There is a room of that name.", { field: "name" });
      }
      const room: RoomView = {
        id: conversationId(name),
        name,
        policy,
        members: 1,
        ...QUIET,
        joined: true,
      };
      roomsSignal.value = [...roomsSignal.value, room];
      openRoom(room.id);
    },
    async joinRoom(id) {
      await pause();
      roomsSignal.value = roomsSignal.value.map((room) =>
        room.id === id ? { ...room, joined: true } : room
      );
      openRoom(id);
    },
    async leaveRoom(id) {
      await pause();
      roomsSignal.value = roomsSignal.value.map((room) =>
        room.id === id ? { ...room, joined: false } : room
      );
      current.value = undefined;
    },
    async invite(id) {
      await pause();
      const person = peopleSignal.value.find((one) => one.id === id);
      if (person !== undefined) {
        change({ members: [...current.value?.members ?? [], member(person)] });
      }
    },
    async removeMember(id) {
      await pause();
      change({ members: (current.value?.members ?? []).filter((one) => one.id !== id) });
    },
    setNotify: (_conversation, level = "mentions") => change({ notify: level }),
  };
  const messages: ChatModel["messages"] = {
    async send(text) {
      if (text === "fail") {
        throw new AppError(
          "unavailable",
          "This browser has no room left. Free some and send again.",
        );
      }
      const entry = {
        ...message(ME, new Date().toISOString(), text),
        id: `gallery-sent-${Date.now()}` as ItemId,
        state: "sending" as const,
      };
      change({ entries: [...current.value?.entries ?? [], entry] });
      void pause().then(() => changeEntry(entry.key, { state: "sent" } as Partial<EntryView>));
      await Promise.resolve();
    },
    sendFiles: () => pause(),
    async retry(key) {
      changeEntry(key, { state: "sending" } as Partial<EntryView>);
      await pause();
      changeEntry(key, { state: "sent" } as Partial<EntryView>);
    },
    discard: (key) =>
      change({ entries: (current.value?.entries ?? []).filter((entry) => entry.key !== key) }),
    async edit(id, text) {
      await pause();
      changeMessage(id, (one) => ({ ...one, text, editedAt: new Date().toISOString() }));
    },
    async remove(id) {
      await pause();
      changeMessage(id, (one) => ({ ...one, text: "", deleted: true }));
    },
    async react(id, emoji) {
      await Promise.resolve();
      changeMessage(id, (one) => reacted(one, emoji, ME.fullName));
    },
    async pin(id, pinned) {
      await pause();
      changeMessage(id, (one) => ({ ...one, pinned }));
      const message = messageOf(id);
      const others = (current.value?.pinned.items ?? []).filter((one) => one.id !== id);
      change({
        pinned: listView(
          pinned && message !== undefined
            ? [{
              id,
              senderName: message.senderName,
              text: message.text,
              time: message.time,
            }, ...others]
            : others,
        ),
      });
    },
    typing: () => {},
  };
  const log: ChatModel["log"] = {
    async loadOlder() {
      change({ loading: true });
      await pause();
      oldest -= 40;
      change({
        loading: false,
        more: oldest > 800,
        entries: [...longEntries(everyone, 40, oldest), ...current.value?.entries ?? []],
      });
    },
    async reach(id) {
      await pause();
      const message = messageOf(id);
      if (message === undefined) {
        throw new AppError("not-found", "This message cannot be read here any more.");
      }
      return message.key;
    },
    async reachDate(date) {
      await pause();
      const from = new Date(`${date}T00:00:00`);
      return current.value?.entries.find((entry) => new Date(entry.time) >= from)?.key;
    },
    async details(id) {
      await pause();
      return detailsOf(messageOf(id)!);
    },
    clear() {
      const entries = current.value?.entries ?? [];
      change({ entries: [], cleared: true });
      return Promise.resolve({ undo: () => Promise.resolve(change({ entries, cleared: false })) });
    },
    save: fixtureLog,
  };
  const ownNames: ChatModel["ownNames"] = {
    async set(name) {
      await pause();
      if (name === "taken") {
        throw new AppError("unavailable", "The server does not answer. Your name is unchanged.");
      }
      ownName.value = name === "" ? ME.fullName : name;
      names.value = [{ name, time: ago(0) }, ...names.value];
    },
    history: () => Promise.resolve([...names.value]),
    async clearHistory() {
      await pause();
      names.value = [];
    },
  };
  const keys: ChatModel["keys"] = {
    async accept() {
      await pause();
      const { blocked: _blocked, ...open } = current.value!;
      current.value = { ...open, changed: [] };
    },
    ...fixtureSafety(pause, scene !== "changed"),
  };
  const leaving: ChatModel["leaving"] = {
    notSent: () => Promise.resolve(scene === "not-sent" ? NOT_SENT : ALL_SENT),
    async logout() {
      await pause();
      throw new AppError(
        "unavailable",
        "The server does not answer. You are still logged in; try again.",
      );
    },
    async forgetBrowser() {
      await pause();
      throw new AppError(
        "unavailable",
        "The server does not answer. Nothing was removed; try again.",
      );
    },
  };

  const model: ChatModel = {
    me: ME,
    ownName,
    connection,
    people: computed(() => listView(peopleSignal.value, loadStateOf(scene))),
    rooms: computed(() => listView(roomsSignal.value, loadStateOf(scene))),
    current,
    conversations,
    messages,
    files: { cancel: () => {}, retry: () => pause(), fetch: () => pause(), save: () => pause() },
    drafts: { set: () => {}, take: () => Promise.resolve(true), follow: () => () => {} },
    log,
    search: { query: fixtureSearch },
    ownNames,
    keys,
    leaving,
    about: () =>
      Promise.resolve({
        version: VERSION,
        // What the gallery's server hands out as the root certificate.
        authority:
          "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD",
        authorityName: "O=Example Organisation, CN=Example Organisation Root",
        certificate:
          "3F:0A:91:5C:77:E2:48:B6:1D:CA:02:9F:64:8B:30:D7:55:AE:13:C8:7E:29:F4:60:9B:D1:86:4C:E0:3A:72:15",
        certificateNotAfter: "2027-11-20T09:00:00Z",
      }),
  };

  const isOfRoom = ["room", "reconnecting", "signed-out", "lists"].includes(scene);
  if (isOfRoom || isLogScene(scene) || isStateScene(scene) || isWritingScene(scene)) {
    openRoom(conversationId("Design review"));
  }
  const say: Say = (person, minutesAgo, text) =>
    message(person < 0 ? ME : everyone[person]!, ago(minutesAgo * MINUTE_MS), text);
  if (isLogScene(scene)) change(logScene(scene, say));
  if (isStateScene(scene)) change(stateScene(scene, current.value?.members ?? [], say));
  if (isWritingScene(scene)) change({ entries: writingEntries(scene, say) });
  if (scene === "closed-room") openRoom(conversationId("Planning"));
  if (["direct", "direct-reconnecting", "changed", "long"].includes(scene)) openPerson(userId(0));
  if (scene === "new-conversation") openPerson(userId(4));
  return model;
}
