import assert from "node:assert/strict";
import { ADA, BOB, TEST_TIME } from "../../tests/support/certificates.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { type Browser, startTalk } from "../../tests/support/loopback.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  type AnswerTo,
  type ConversationSummary,
  parseAnswer,
} from "../../protocol/frames/answers.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { Uid } from "../../protocol/ids.ts";
import { fingerprintOf } from "../../x509/mod.ts";
import { NOTHING_BEGUN } from "../model/draft.ts";
import type { Ask, SocketEvents } from "../net/socket.ts";
import type { ChatSession } from "./session.ts";
import { startChatWith } from "./start.ts";

const { server, ada, bob } = await startTalk();
const NEW_ROOM: ConversationSummary = {
  id: toBase64Url(new Uint8Array(32)) as ConversationSummary["id"],
  kind: "room",
  members: [ADA.id],
  name: "Harbour",
  policy: "invite",
  head: 0,
  since: 0,
};

async function pinAuthority({ local }: Browser): Promise<void> {
  const { root, issuing } = server.authority.chain;
  await local.pinAuthority(await fingerprintOf(root), root, issuing);
}

/** Puts the person's keys where a page that signed in before has left them. */
async function keepKeys(browser: Browser): Promise<void> {
  const { author: { cert, signKey, user }, encrypt, decryptKey, local } = browser;
  await pinAuthority(browser);
  const certified = (fingerprint: typeof cert, privateKey: CryptoKey) => ({
    fingerprint,
    privateKey,
    certificate: server.certificates.get(fingerprint)!,
  });
  await local.saveKeyring({
    user,
    sign: certified(cert, signKey),
    encrypt: certified(encrypt, decryptKey),
    oldEncrypt: [],
    statement: { statement: "", sig: "" },
  }, ADA.uid as Uid);
}

/** Ada's page: what it stands on, and its server's side of the connection. */
function page() {
  const abort = new AbortController();
  const socket: Omit<SocketEvents, "watchWake">[] = [];
  const answer = server.askerOf(ADA.id);
  const posted: string[] = [];
  const people = [ADA, BOB].map(({ id, uid, fullName }) => ({
    id,
    uid,
    fullName,
    enrolled: true,
    presence: id === BOB.id ? "online" : "offline",
  }));
  /** What the server in memory leaves to others. */
  const said: Partial<Record<Ask["type"], unknown>> = {
    people: { people },
    rooms: { rooms: [] },
    "set-presence": {},
    typing: {},
  };
  /** What the server cannot answer now. */
  const away = new Set<Ask["type"]>();
  const start = (): Promise<ChatSession> =>
    startChatWith({
      local: ada.local,
      http: {
        post: (path, _body, parse) => Promise.resolve(parse(void posted.push(path))),
        bytes: () => Promise.resolve(server.crl),
      },
      locks: ada.locks,
      openSocket(events, _signal, presence) {
        presence();
        socket.push(events);
        return {
          async ask<F extends Ask>(frame: F): Promise<AnswerTo<F["type"]>> {
            if (away.has(frame.type)) throw new AppError("unavailable", "The directory is away.");
            const result = said[frame.type];
            return result === undefined
              ? await answer(frame)
              : parseAnswer<F["type"]>(frame.type, result);
          },
        };
      },
      isVisible: () => true,
      now: () => TEST_TIME.getTime(),
      idle: () => Promise.resolve(),
      signal: abort.signal,
    });
  const welcome = (user = ADA): WelcomeFrame => ({
    type: "welcome",
    version: 2,
    user: { id: user.id, uid: user.uid as Uid, fullName: user.fullName },
    time: TEST_TIME.toISOString(),
    conversations: [server.summary],
    online: [BOB.id],
    away: [],
  });
  /** The connection works, as the socket says it. */
  const online = (user = ADA) => {
    socket[0]!.onState({ state: "online" });
    socket[0]!.onWelcome(welcome(user));
  };
  return { start, socket, welcome, online, away, posted, close: () => abort.abort() };
}

/** The texts of the conversation on the screen. */
function texts(chat: ChatSession): string[] {
  return (chat.current.value?.entries ?? []).flatMap((entry) =>
    entry.type === "message" ? [entry.text] : []
  );
}

Deno.test("without keys in this browser nobody is signed in, and the session ends", async () => {
  await pinAuthority(ada);
  const { start, socket, welcome, posted, close } = page();
  const starting = start();
  socket[0]!.onWelcome(welcome());
  await assert.rejects(starting, { kind: "unauthenticated", reason: "no-keys" });
  assert.deepEqual(posted, ["/api/logout"]);
  close();
});

Deno.test("a chat starts with the welcome, and what came meanwhile counts after it", async () => {
  await keepKeys(ada);
  const theirs = await bob.open();
  await theirs.say("Good morning");
  const { start, socket, online } = page();
  const starting = start();
  online();
  socket[0]!.onPush({ type: "conversation", conversation: NEW_ROOM });
  const chat = await starting;
  await eventually(() =>
    assert.deepEqual(chat.rooms.value.items.map(({ name }) => name), ["Harbour"])
  );
  assert.deepEqual(chat.people.value.items.map(({ uid, presence }) => [uid, presence]), [
    [ADA.uid, "offline"],
    [BOB.uid, "online"],
  ]);

  await chat.conversations.open(server.summary.id);
  await eventually(() => assert.deepEqual(texts(chat), ["Good morning"]));
  chat.drafts.set(server.summary.id, { ...NOTHING_BEGUN, text: "And a good" });
  await chat.messages.send("Good evening");
  await eventually(async () => assert.ok((await theirs.read()).includes("Good evening")));
  assert.equal(chat.current.value?.draft.text, "And a good");
  chat.leaving.end("Enough.");
  assert.deepEqual([chat.current.value, chat.rooms.value.items], [undefined, []]);
  theirs.close();
});

Deno.test("while the directory is away nobody is missing whom one talks with, until it is there", async () => {
  await keepKeys(ada);
  const { start, online, away, close } = page();
  away.add("people").add("rooms");
  const starting = start();
  online();
  const chat = await starting;
  await eventually(() => assert.equal(chat.people.value.state, "failed"));
  assert.equal(chat.rooms.value.state, "failed");
  const talkedWith = () =>
    chat.people.value.items.filter(({ conversation }) => conversation === server.summary.id)
      .map(({ id, presence }) => [id, presence]);
  assert.deepEqual(talkedWith(), [[BOB.id, "online"]]);
  away.clear();
  await eventually(() => assert.equal(chat.people.value.state, "here"));
  assert.deepEqual(chat.people.value.items.map(({ uid }) => uid), [ADA.uid, BOB.uid]);
  await eventually(() => assert.equal(chat.rooms.value.state, "empty"));
  assert.deepEqual(talkedWith(), [[BOB.id, "online"]]);
  close();
});

Deno.test("without a connection it is not known who is there, nor that nobody is", async () => {
  await keepKeys(ada);
  const { start, socket, online, close } = page();
  const starting = start();
  online();
  const chat = await starting;
  const seen = () => chat.people.value.items.map(({ presence }) => presence);
  await eventually(() => assert.deepEqual(seen(), ["offline", "online"]));
  socket[0]!.onState({ state: "reconnecting", retryAt: TEST_TIME.getTime() });
  await eventually(() => assert.deepEqual(seen(), ["unknown", "unknown"]));
  assert.equal(chat.people.value.state, "here");
  close();
});

Deno.test("a session that is ended elsewhere leaves nothing on the screen", async () => {
  await keepKeys(ada);
  const { start, socket, welcome } = page();
  const starting = start();
  socket[0]!.onWelcome(welcome());
  const chat = await starting;
  await chat.conversations.open(server.summary.id);
  socket[0]!.onState({ state: "signed-out", message: "Signed out elsewhere." });
  assert.deepEqual(chat.connection.value, {
    state: "signed-out",
    message: "Signed out elsewhere.",
  });
  assert.deepEqual([chat.current.value, chat.people.value.items], [undefined, []]);
  await assert.rejects(chat.messages.send("Too late"), AppError);
});

Deno.test("somebody else's welcome ends the chat of this person", async () => {
  await keepKeys(ada);
  const { start, socket, welcome } = page();
  const starting = start();
  socket[0]!.onWelcome(welcome());
  const chat = await starting;
  socket[0]!.onWelcome(welcome(BOB));
  await eventually(() => assert.equal(chat.connection.value.state, "signed-out"));
});
