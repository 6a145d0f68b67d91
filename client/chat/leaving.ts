/** The ways out of a session, and what each of them leaves in this browser. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { History } from "../history/port.ts";
import type { LeavingModel, NotSentView } from "../model/mod.ts";
import type { HttpClient } from "../net/http.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { Preferences } from "../preferences/preferences.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { ChatConnection } from "./connection.ts";
import type { Drawing } from "./drawing.ts";
import { forgetHabits } from "./forget_habits.ts";
import { notSent } from "./not_sent.ts";
import type { OpenConversations } from "./open_conversations.ts";
import type { Uploads } from "./uploads.ts";

export interface LeavingOptions {
  connection: Pick<ChatConnection, "state" | "isMuted">;
  http: HttpClient;
  store: PersonStore;
  history: Pick<History, "close"> | undefined;
  notifier: Pick<Notifier, "end"> | undefined;
  open: Pick<OpenConversations, "all">;
  uploads: Pick<Uploads, "waiting" | "end">;
  drawing: Pick<Drawing, "end">;
  changePreferences: (change: (old: Preferences) => Preferences) => void;
  /** Stops all that runs by itself, so that nothing plain is held. */
  stop: () => void;
  /** Closes the connection for good. */
  close: () => void;
}

export class Leaving implements LeavingModel {
  readonly #options: LeavingOptions;

  constructor(options: LeavingOptions) {
    this.#options = options;
  }

  notSent(): Promise<NotSentView> {
    const { store, uploads, open, connection } = this.#options;
    return notSent({
      store,
      uploads,
      senders: () => open.all().map(({ sender }) => sender),
      isConnected: () => connection.state.value.state === "online",
      after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  }

  async logout({ everywhere }: { everywhere: boolean }): Promise<void> {
    const { uploads, notifier, store } = this.#options;
    await this.#endSession(everywhere);
    await uploads.end().catch(() => {});
    await notifier?.end();
    await store.markSignedOut().catch(() => {});
    this.end(t("You have signed out."));
  }

  async forgetBrowser(): Promise<void> {
    const { connection, stop, notifier, close, history, store, changePreferences } = this.#options;
    // The page leaves when it is signed out: not before everything is removed.
    connection.isMuted = true;
    try {
      await this.#endSession(false);
      stop();
      await notifier?.end();
      close();
      history?.close();
      await store.forget();
      forgetHabits();
      // Whom this person talks to; how the pages look is the browser's, whoever uses it next.
      changePreferences((old) => ({ ...old, notifyOf: {} }));
    } finally {
      connection.isMuted = false;
    }
    this.end(t("You have signed out, and this browser has forgotten you."));
  }

  /** The session was ended elsewhere. */
  signedOut(message: string): void {
    // What the system shows of it can be read by whoever holds the device.
    void this.#options.notifier?.end();
    this.end(message);
  }

  /** The session is over: nothing of it is on the screen from here on. What is stored stays. */
  end(message: string): void {
    const { stop, close, drawing, connection } = this.#options;
    stop();
    close();
    drawing.end();
    connection.state.value = { state: "signed-out", message };
  }

  async #endSession(everywhere: boolean): Promise<void> {
    try {
      await this.#options.http.post("/api/logout", { everywhere }, () => {});
    } catch (error) {
      // A session that is over already is what was wanted.
      if (!(error instanceof AppError) || error.kind !== "unauthenticated") throw error;
    }
  }
}
