import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { NotSentView } from "../model/mod.ts";
import type { ChatParts } from "./chat_parts.ts";
import { forgetHabits } from "./forget_habits.ts";
import { notSent } from "./not_sent.ts";
import type { ChatSession } from "./session.ts";

/** The ways out of a session, and what each of them leaves in this browser. */
export class Leaving {
  /** Everything of this person is being removed; that the connection ends is not to be told yet. */
  isForgetting = false;
  readonly #parts: ChatParts;
  readonly #session: ChatSession;

  constructor(parts: ChatParts, session: ChatSession) {
    this.#parts = parts;
    this.#session = session;
  }

  notSent(): Promise<NotSentView> {
    return notSent({
      store: this.#parts.context.store,
      uploads: this.#session.uploads,
      senders: () => this.#session.open.all().map(({ sender }) => sender),
      isConnected: () => this.#parts.connection.value.state === "online",
      after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  }

  async logout({ everywhere }: { everywhere: boolean }): Promise<void> {
    await this.#endSession(everywhere);
    await this.#session.uploads.end().catch(() => {});
    await this.#parts.notifier?.end();
    await this.#parts.context.store.markSignedOut().catch(() => {});
    this.#session.end(t("You have signed out."));
  }

  async forgetBrowser(): Promise<void> {
    // The page leaves when it is signed out: not before everything is removed.
    this.isForgetting = true;
    try {
      await this.#endSession(false);
      this.#session.stop();
      await this.#parts.notifier?.end();
      this.#parts.close();
      this.#parts.history?.close();
      await this.#parts.context.store.forget();
      forgetHabits();
      // Whom this person talks to; how the pages look is the browser's, whoever uses it next.
      this.#parts.changePreferences((old) => ({ ...old, notifyOf: {} }));
    } finally {
      this.isForgetting = false;
    }
    this.#session.end(t("You have signed out, and this browser has forgotten you."));
  }

  async #endSession(everywhere: boolean): Promise<void> {
    try {
      await this.#parts.http.post("/api/logout", { everywhere }, () => {});
    } catch (error) {
      // A session that is over already is what was wanted.
      if (!(error instanceof AppError) || error.kind !== "unauthenticated") throw error;
    }
  }
}
