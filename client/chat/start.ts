import { signal } from "@preact/signals";
import { t } from "../../i18n/i18n.ts";
import { systemRandom } from "../../e2ee/environment.ts";
import { AppError } from "../../protocol/errors.ts";
import { withoutPiledMarks } from "../../protocol/unprintable.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { SocketState } from "../../protocol/frames/socket.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import type { AskServer } from "../net/socket.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { PersonName } from "../conversations/person_name.ts";
import { AuthorityView } from "../identities/authority_view.ts";
import { Identities } from "../identities/identities.ts";
import type { LocalStore } from "../store/local_store.ts";
import type { Locks } from "../store/locks.ts";
import type { ConnectionView } from "../model/mod.ts";
import type { StoredUploads } from "../files/stored_uploads.ts";
import type { FileTransport } from "../files/port.ts";
import { HistoryFiller } from "../history/filler.ts";
import { HistoryKeeper } from "../history/keeper.ts";
import { OlderPages } from "../history/older_pages.ts";
import type { History } from "../history/port.ts";
import type { HttpClient } from "../net/http.ts";
import type { PushFrame } from "../../protocol/frames/server_frames.ts";
import { Traffic } from "../net/traffic.ts";
import type { ServerSocket, SocketEvents } from "../net/socket.ts";
import type { SearchFeedOptions } from "../search/feed.ts";
import type { RunningSearch } from "../search/open.ts";
import type { Keyring } from "../store/tables.ts";
import type { Notifier, OpenNotifierOptions } from "../notifications/page.ts";
import { startingPoint } from "./offline_start.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "../preferences/preferences.ts";
import { aboutView } from "./about.ts";
import { Chat } from "./chat_model.ts";
import { DisplayNames } from "./display_names.ts";
import type { FileMessages } from "./file_messages.ts";
import { OwnPresence } from "./own_presence.ts";
import { People } from "./people.ts";
import { DistinctNames } from "./distinct_names.ts";

/** Older messages are got a page at a time, with so long in between, on a connection this quiet. */
const FILL_PAUSE_MS = 300;
const FILL_QUIET = { forMs: 700, atMostMs: 8_000 };

export interface StartOptions {
  local: LocalStore;
  http: HttpClient;
  locks: Locks;
  /** Opens the connection to the server; the signal ends it. */
  openSocket: (
    events: Omit<SocketEvents, "watchWake">,
    signal: AbortSignal,
    presence: () => SocketState,
  ) => ServerSocket;
  isVisible: () => boolean;
  now: () => number;
  /** What this person chose; the defaults where nobody says. */
  preferences?: () => Preferences;
  changePreferences?: (change: (old: Preferences) => Preferences) => void;
  /** Makes the way of files. */
  files?: () => FileTransport;
  /** Opens what this browser keeps of files on their way; without it they live in the page. */
  openStoredUploads?: (user: UserId) => Promise<StoredUploads>;
  /** Opens what this browser keeps of a person; without it nothing is kept. */
  openHistory?: (user: UserId) => Promise<History>;
  /** Loads and opens the search over what this browser keeps; without it nothing is found. */
  openSearch?: (user: UserId, options: Omit<SearchFeedOptions, "index">) => Promise<RunningSearch>;
  /** Makes what makes arrivals heard. */
  openNotifier?: (options: OpenNotifierOptions) => Notifier;
  /** Whether there is a network at all, as far as the browser knows. */
  isOnline?: () => boolean;
  /** Hands a file to the browser's downloads. */
  saveFile?: (name: string, blob: Blob) => void;
  /** Resolves when there is time for what nobody waits for. */
  idle?: () => Promise<void>;
  /** How often rooms that could be joined are asked for while the page is visible. */
  roomsIntervalMs?: number;
  signal: AbortSignal;
}

/**
 * Waits for the first welcome, which says who is signed in, and makes the chat of that person. When
 * it does not come in time, the chat opens as it was kept, and goes on with the welcome.
 *
 * @throws {AppError} `unauthenticated` when there is no session, or no key of the person here.
 */
export async function startChatWith(options: StartOptions): Promise<Chat> {
  const { local, http, locks, isVisible, now, roomsIntervalMs = 60_000 } = options;
  const preferences = options.preferences ?? (() => DEFAULT_PREFERENCES);
  const isOnline = options.isOnline ?? (() => true);
  const connection = signal<ConnectionView>({ state: "connecting" });
  const abort = new AbortController();
  options.signal.addEventListener("abort", () => abort.abort(), { once: true });
  const firstWelcome = Promise.withResolvers<WelcomeFrame>();
  // Whoever starts without it does not wait for it.
  firstWelcome.promise.catch(() => {});
  const early: Exclude<PushFrame, WelcomeFrame>[] = [];
  const traffic = new Traffic({
    now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  let chat: Chat | undefined;
  let notifier: Notifier | undefined;
  let latest: WelcomeFrame | undefined;
  let wasDisconnected = false;
  let welcomed: (frame: WelcomeFrame) => Promise<void> = () => Promise.resolve();
  const presence = new OwnPresence({
    isShown: () => preferences().presenceShown,
    tell: (state) => void socket.ask({ type: "set-presence", state }).catch(() => {}),
  });
  const connectedAs = { state: presence.state };
  const socket = options.openSocket(
    {
      onWelcome(frame) {
        presence.begun(connectedAs.state);
        early.length = 0;
        firstWelcome.resolve(frame);
        // A chat that is being made from what is kept gets it once it stands.
        if (chat === undefined) latest = frame;
        else void welcomed(frame);
      },
      onPush(frame) {
        if (frame.type === "events") traffic.noted();
        if (chat === undefined) early.push(frame);
        else chat.take(frame);
      },
      onState(state) {
        if (chat?.isForgetting) return;
        connection.value = state;
        // A server that is merely slow has not been missed.
        wasDisconnected ||= state.state === "reconnecting";
        if (state.state !== "signed-out") return;
        void local.markSignedOut().catch(() => {});
        // What the system shows of it can be read by whoever holds the device.
        void notifier?.end();
        chat?.signedOut(state.message);
        firstWelcome.reject(new AppError("unauthenticated", state.message));
      },
      onBadFrame: (error) => console.warn("The server sent something unreadable", error),
      probe: () => chat?.probe() ?? { type: "rooms" },
    },
    abort.signal,
    () => connectedAs.state = presence.state,
  );
  abort.signal.addEventListener("abort", () => presence.stop(), { once: true });

  try {
    const point = await startingPoint({
      welcome: firstWelcome.promise,
      local,
      openHistory: options.openHistory,
      isOnline,
      after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    const { id: user, uid, fullName } = point.type === "welcome"
      ? point.welcome.user
      : { id: point.user, ...point.overview.me };
    const keyring = await local.keyring(user);
    const authority = await local.authority();
    if (keyring === undefined || authority === undefined) {
      // With a session and without keys the pages would send each other round in circles.
      await http.post("/api/logout", { everywhere: false }, () => {}).catch(() => {});
      throw noKeys();
    }
    const store = local.person(user);
    const history = await options.openHistory?.(user).catch(() => undefined);
    const keeper = history && new HistoryKeeper({
      history,
      onProblem: (text) => chat?.note(text),
      onStored: (conv, late) => chat?.stored(conv, late),
      after: (ms, work) => void setTimeout(work, ms),
    });
    const { id: device, isNew } = await store.device();
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    const idle = options.idle ?? (() => wait(30));
    const ask: AskServer = (frame) => {
      traffic.noted();
      return socket.ask(frame);
    };
    const people = new People({
      ask,
      now,
      onChange: () => {
        distinctNames.changed();
        chat?.peopleChanged();
        void names.take(people.all().map(({ id, name }) => ({ user: id, name })));
      },
    });
    abort.signal.addEventListener("abort", () => people.stop(), { once: true });
    const identities = new Identities({
      self: user,
      authority: new AuthorityView({ ...authority, http, now }),
      store,
      fetch: async (users) => (await ask({ type: "identities", users })).identities,
      now,
      onChange: (changed, before) => {
        // The name in the certificate counts from now on.
        distinctNames.changed();
        const wasKnown = before === "pinned" || before === "verified";
        const becameOther = wasKnown && identities.view(changed) === "changed";
        chat?.identityChanged(changed, becameOther);
      },
    }, await store.pins());
    const names = new DisplayNames({
      identities,
      store,
      onChange: (changed) => {
        distinctNames.changed();
        chat?.nameChanged(changed);
      },
    }, await store.names());
    const directoryNameOf = (one: UserId) => nameFrom(identities.certifiedName(one), people, one);
    const shownNameOf = (one: UserId): PersonName => {
      const listed = directoryNameOf(one);
      return { uid: listed.uid, fullName: names.nameOf(one) ?? listed.fullName };
    };
    const distinctNames = new DistinctNames({
      people: () => people.all(),
      nameOf: shownNameOf,
      directoryNameOf,
    });
    let isOwnTrusted = false;
    const trustOwn = async () => {
      if (!isOwnTrusted) await identities.trustOwn(keyring.sign.fingerprint);
      isOwnTrusted = true;
    };
    if (point.type === "welcome") await trustOwn();
    // A new profile has no keys for what was said before: there is nothing to catch up with.
    if (isNew && point.type === "welcome") {
      for (const { id, head } of point.welcome.conversations) await store.markRead(id, head);
    }

    const files: { messages?: FileMessages } = {};
    const context: ChatContext = {
      author: {
        user,
        device,
        cert: keyring.sign.fingerprint,
        signKey: keyring.sign.privateKey,
      },
      keyOf: (cert) => decryptionKey(keyring, cert),
      ask,
      identities,
      nameOf: (one) => ({ ...shownNameOf(one), distinct: distinctNames.of(one) }),
      store,
      locks,
      now,
      random: systemRandom,
      handingIn: (conv, payload) => files.messages?.handingIn(conv, payload) ?? Promise.resolve(),
      transferOf: (file) => files.messages?.transferOf(file) ?? { state: "remote" },
      handedIn: (conv, payload, id) =>
        files.messages?.handedIn(conv, payload, id) ?? Promise.resolve(),
      readShown: () => preferences().readReceipts,
      history,
      keeper,
    };
    notifier = options.openNotifier?.({
      user,
      preferences,
      onScreen: () => isVisible() ? chat?.onScreen : undefined,
      signal: abort.signal,
    });
    const openSearch = options.openSearch;
    const begun = chat = new Chat({
      me: { id: user, uid, fullName },
      context,
      people,
      names,
      directoryNameOf,
      connection,
      http,
      preferences,
      changePreferences: options.changePreferences ?? (() => {}),
      files: options.files?.(),
      storedUploads: await options.openStoredUploads?.(user).catch(() => undefined),
      history,
      keeper,
      openSearch: history && openSearch &&
        ((isIn) =>
          openSearch(user, {
            history,
            isIn,
            idle,
            after: (ms, work) => void setTimeout(work, ms),
          })),
      filler: history && new HistoryFiller({
        history,
        // It stands in nobody's way, its own neither.
        pagesOf: (summary) =>
          new OlderPages(summary, { ...context, ask: (frame) => socket.ask(frame) }),
        pause: async () => {
          await wait(FILL_PAUSE_MS);
          await traffic.quiet(FILL_QUIET);
          await idle();
        },
        wait,
        alone: (work) => locks(`history-filler/${user}`, work),
        onStored: (conv) => chat?.stored(conv),
        onProblem: (error) => keeper?.problem(error),
      }),
      notifier,
      saveFile: options.saveFile ?? (() => {}),
      about: () => aboutView(authority, keyring.sign),
      isVisible,
      isOnline,
      idle,
      close: () => abort.abort(),
    });
    files.messages = chat.files;
    welcomed = async (frame) => {
      try {
        if (frame.user.id === user) {
          void store.markSignedIn(now()).catch(() => {});
          await trustOwn();
        }
        const stoodAlone = point.type === "kept" && wasDisconnected;
        const arrived = begun.welcome(frame, { stoodAlone });
        // What could not be checked without the server can be now.
        if (point.type === "kept") void names.retry();
        await arrived;
      } catch (error) {
        console.warn("The connection was lost at once; the next welcome tries again", error);
      }
    };
    if (point.type === "kept") begun.begin(point.overview);
    const started = latest === undefined ? undefined : welcomed(latest);
    for (const frame of early) chat.take(frame);
    keepRoomsFresh(chat, { isVisible, roomsIntervalMs, signal: abort.signal });
    if (point.type === "welcome") await started;
    chat.restore().catch((error) => console.warn("The last conversation did not open", error));
    presence.sign();
    chat.presence = presence;
    return chat;
  } catch (error) {
    abort.abort();
    throw error;
  }
}

/** How many are in an open room is not told to those outside: it is asked for. */
function keepRoomsFresh(
  chat: Chat,
  { isVisible, roomsIntervalMs, signal }: {
    isVisible: () => boolean;
    roomsIntervalMs: number;
    signal: AbortSignal;
  },
): void {
  const timer = setInterval(() => {
    if (isVisible()) chat.refreshRooms().catch(() => {});
  }, roomsIntervalMs);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

function decryptionKey(keyring: Keyring, cert: Fingerprint): CryptoKey | undefined {
  return [keyring.encrypt, ...keyring.oldEncrypt]
    .find(({ fingerprint }) => fingerprint === cert)?.privateKey;
}

/** The certified name counts; the directory's fills in where none was seen. */
function nameFrom(
  certified: { uid: string; fullName?: string } | undefined,
  people: People,
  user: Parameters<ChatContext["nameOf"]>[0],
): ReturnType<ChatContext["nameOf"]> {
  const listed = people.nameOf(user);
  if (certified !== undefined) {
    const { uid, fullName = listed?.uid === uid ? listed.fullName : uid } = certified;
    return { uid, fullName: withoutPiledMarks(fullName) };
  }
  if (listed !== undefined) {
    return { uid: listed.uid, fullName: withoutPiledMarks(listed.fullName) };
  }
  return { uid: "unknown", fullName: t("Somebody unknown") };
}

function noKeys(): AppError {
  return new AppError(
    "unauthenticated",
    t("This browser has no keys of yours any more. Sign in again."),
    { reason: "no-keys" },
  );
}
