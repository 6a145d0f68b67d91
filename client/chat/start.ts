/** Opens the chat of whoever is signed in, step by step, over what a browser offers. */

import type { UserId } from "../../protocol/ids.ts";
import type { FileTransport } from "../files/port.ts";
import type { StoredUploads } from "../files/stored_uploads.ts";
import { HistoryFiller } from "../history/filler.ts";
import { HistoryKeeper } from "../history/keeper.ts";
import { OlderPages } from "../history/older_pages.ts";
import type { History } from "../history/port.ts";
import type { HttpClient } from "../net/http.ts";
import type { Notifier, OpenNotifierOptions } from "../notifications/page.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "../preferences/preferences.ts";
import type { SearchFeedOptions } from "../search/feed.ts";
import type { RunningSearch } from "../search/open.ts";
import type { LocalStore } from "../store/local_store.ts";
import type { Locks } from "../store/locks.ts";
import { ChatEvents } from "./chat_events.ts";
import { ChatConnection, type OpenSocket } from "./connection.ts";
import { startingPoint } from "./offline_start.ts";
import { openPerson } from "./person.ts";
import { Screen } from "./screen.ts";
import { ChatSession } from "./session.ts";

/** Older messages are got a page at a time, with so long in between, on a connection this quiet. */
const FILL_PAUSE_MS = 300;
const FILL_QUIET = { forMs: 700, atMostMs: 8_000 };

export interface StartOptions {
  local: LocalStore;
  http: HttpClient;
  locks: Locks;
  openSocket: OpenSocket;
  isVisible: () => boolean;
  now: () => number;
  /** What this person chose; the defaults where nobody says. */
  preferences?: () => Preferences;
  changePreferences?: (change: (old: Preferences) => Preferences) => void;
  /** Makes the transport of files. */
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
export async function startChatWith(options: StartOptions): Promise<ChatSession> {
  const { local, http, locks, isVisible, now, openHistory, openSearch } = options;
  const { preferences = () => DEFAULT_PREFERENCES, isOnline = () => true } = options;
  const { idle = () => wait(30), saveFile = () => {}, changePreferences = () => {} } = options;
  const abort = new AbortController();
  const { signal } = abort;
  options.signal.addEventListener("abort", () => abort.abort(), { once: true });

  try {
    // 1. The connection, and what the parts tell each other of.
    const connection = new ChatConnection({
      openSocket: options.openSocket,
      presenceShown: () => preferences().presenceShown,
      now,
      wait,
      onSignedOut: () => void local.markSignedOut().catch(() => {}),
      signal,
    });
    const { ask, traffic } = connection;
    const events = new ChatEvents();
    const screen = new Screen(isVisible);

    // 2. Whose chat it is: the server says so, or what this browser stores.
    const point = await startingPoint({
      welcome: connection.firstWelcome,
      local,
      openHistory,
      isOnline,
      after: wait,
    });

    // 3. The person: their keys and store, what they know of others.
    const person = await openPerson(point, { local, http, locks, ask, now, events, signal });
    const { me: { id: user }, context } = person;

    // 4. What this browser stores of the chat. It opens without it, where there is no room for it.
    const storedUploads = await options.openStoredUploads?.(user).catch(() => undefined);
    const history = await openHistory?.(user).catch(() => undefined);
    const keeper = history && new HistoryKeeper({
      history,
      onProblem: events.note.emit,
      onStored: events.stored.emit,
      after,
    });
    const filler = history && new HistoryFiller({
      history,
      // It stands in nobody's way, its own neither.
      pagesOf: (summary) => new OlderPages(summary, { ...context, ask: connection.askUnnoted }),
      pause: async () => {
        await wait(FILL_PAUSE_MS);
        await traffic.quiet(FILL_QUIET);
        await idle();
      },
      wait,
      alone: (work) => locks(`history-filler/${user}`, work),
      onStored: (conv) => events.stored.emit(conv, false),
      onProblem: (error) => keeper?.problem(error),
    });

    // 5. The session, of all that.
    const session = new ChatSession({
      person,
      connection,
      events,
      screen,
      http,
      preferences,
      changePreferences,
      transport: options.files?.(),
      storedUploads,
      history,
      keeper,
      openSearch: history && openSearch &&
        ((isIn) => openSearch(user, { history, isIn, idle, after })),
      filler,
      notifier: options.openNotifier?.({
        user,
        preferences,
        onScreen: () => screen.seen,
        signal,
      }),
      saveFile,
      isOnline,
      after,
      idle,
      close: () => abort.abort(),
    });

    // 6. It begins: with what is stored, and with what came over the connection meanwhile.
    if (point.type === "stored") session.begin(point.overview);
    else void history?.overview().then((kept) => kept && session.keptPeople(kept.people), () => {});
    const welcomed = connection.follow(session);
    keepRoomsFresh(session, { isVisible, signal, intervalMs: options.roomsIntervalMs ?? 60_000 });
    if (point.type === "welcome") await welcomed;
    session.restore().catch((error) => console.warn("The last conversation did not open", error));
    session.sign();
    return session;
  } catch (error) {
    abort.abort();
    throw error;
  }
}

/** How many are in an open room is not told to those outside: it is asked for. */
function keepRoomsFresh(
  session: Pick<ChatSession, "refreshRooms">,
  { isVisible, intervalMs, signal }: {
    isVisible: () => boolean;
    intervalMs: number;
    signal: AbortSignal;
  },
): void {
  const timer = setInterval(() => {
    if (isVisible()) session.refreshRooms().catch(() => {});
  }, intervalMs);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function after(ms: number, work: () => void): void {
  setTimeout(work, ms);
}
