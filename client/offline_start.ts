// Browser-safe: runs in the page.

import type { UserId } from "../protocol/ids.ts";
import type { History, Overview } from "./history/port.ts";
import type { LocalStore } from "./local_store.ts";

/** The server has this long to welcome the page before it opens with what is kept. */
export const WELCOME_PATIENCE_MS = 2_500;

export type StartingPoint<Welcome> =
  | { type: "welcome"; welcome: Welcome }
  /** The server cannot be reached: the chat opens as it was left, and goes on when it can. */
  | { type: "kept"; user: UserId; overview: Overview };

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
 * of the person who was signed in here last, else the welcome whenever it comes.
 *
 * @throws {AppError} what `welcome` rejects with.
 */
export async function startingPoint<Welcome>(
  options: OfflineStartOptions<Welcome>,
): Promise<StartingPoint<Welcome>> {
  const { isOnline, after } = options;
  const welcomed = options.welcome.then((welcome) => ({ type: "welcome" as const, welcome }));
  // Read meanwhile, so that the wait is not longer for it.
  const keeping = kept(options).catch(() => undefined);
  const patience = isOnline() ? after(WELCOME_PATIENCE_MS) : Promise.resolve();
  const first = await Promise.race([welcomed, patience.then(() => keeping)]);
  return first ?? await welcomed;
}

async function kept<Welcome>(
  { local, openHistory }: OfflineStartOptions<Welcome>,
): Promise<Extract<StartingPoint<Welcome>, { type: "kept" }> | undefined> {
  const user = await local.lastUser();
  if (user === undefined || openHistory === undefined) return undefined;
  const [keyring, authority] = await Promise.all([local.keyring(user), local.authority()]);
  if (keyring === undefined || authority === undefined) return undefined;
  const overview = await (await openHistory(user)).overview();
  return overview && { type: "kept", user, overview };
}
