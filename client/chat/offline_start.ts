/** Opens the chat from the server's welcome, or from what is kept if that is slow. */

import type { UserId } from "../../protocol/ids.ts";
import type { History, Overview } from "../history/port.ts";
import type { LocalStore } from "../store/local_store.ts";

/** The server has this long to welcome the page before it opens with what is kept. */
export const WELCOME_PATIENCE_MS = 2_500;

/** What is kept is read within this time, or read again. */
export const STORED_PATIENCE_MS = 3_000;
/** Nothing was found: another tab may be writing, so that it is looked for again. */
export const STORED_AGAIN_MS = 2_000;

export type StartingPoint<Welcome> =
  | { type: "welcome"; welcome: Welcome }
  /** The server cannot be reached: the chat opens as it was left, and goes on when it can. */
  | { type: "stored"; user: UserId; overview: Overview };

export interface OfflineStartOptions<Welcome> {
  /** Rejects when the session is over. */
  welcome: Promise<Welcome>;
  local: Pick<LocalStore, "lastUser" | "keyring" | "authority">;
  /** Absent where nothing is kept. */
  openHistory?: ((user: UserId) => Promise<Pick<History, "overview">>) | undefined;
  isOnline: () => boolean;
  /** Resolves after so many milliseconds. */
  after: (ms: number) => Promise<void>;
}

/**
 * What the chat opens from: the server's welcome if it comes in time, else what this browser keeps
 * of the person who was signed in here last, else whichever of the two comes first.
 *
 * @throws {AppError} what `welcome` rejects with.
 */
export async function startingPoint<Welcome>(
  options: OfflineStartOptions<Welcome>,
): Promise<StartingPoint<Welcome>> {
  const { isOnline, after } = options;
  const welcomed = options.welcome.then((welcome) => ({ type: "welcome" as const, welcome }));
  // A browser that does not answer, because of a page that is going for instance, is asked again.
  const read = () =>
    Promise.race([
      stored(options).catch(() => undefined),
      after(STORED_PATIENCE_MS).then(() => undefined),
    ]);
  // Read meanwhile, so that the wait is not longer for it.
  let keeping = read();
  await Promise.race([welcomed, isOnline() ? after(WELCOME_PATIENCE_MS) : undefined]);
  for (;;) {
    const point = await Promise.race([welcomed, keeping]) ??
      await Promise.race([welcomed, after(STORED_AGAIN_MS).then(() => undefined)]);
    if (point !== undefined) return point;
    keeping = read();
  }
}

async function stored<Welcome>(
  { local, openHistory }: OfflineStartOptions<Welcome>,
): Promise<Extract<StartingPoint<Welcome>, { type: "stored" }> | undefined> {
  const user = await local.lastUser();
  if (user === undefined || openHistory === undefined) return undefined;
  const [keyring, authority] = await Promise.all([local.keyring(user), local.authority()]);
  if (keyring === undefined || authority === undefined) return undefined;
  const overview = await (await openHistory(user)).overview();
  return overview && { type: "stored", user, overview };
}
