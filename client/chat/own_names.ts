/** One's own display name: changing it, and the names one bore. */

import { makeDisplayName, verifyDisplayName } from "../../e2ee/display_name.ts";
import { t } from "../../i18n/i18n.ts";
import { MAX_DISPLAY_NAME_CHARS } from "../../protocol/limits.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { NameChangeView, OwnNamesModel } from "../model/mod.ts";
import type { DisplayNames } from "./display_names.ts";
import { signedName } from "./signed_name.ts";

export type OwnNameContext = Pick<ChatContext, "author" | "ask" | "identities" | "now">;

export class OwnNames implements OwnNamesModel {
  readonly #context: OwnNameContext;
  readonly #names: DisplayNames;

  constructor(context: OwnNameContext, names: DisplayNames) {
    this.#context = context;
    this.#names = names;
  }

  /**
   * Signs and publishes a new name; everybody is told.
   *
   * @param typed empty: back to the directory's name.
   * @throws {AppError} `invalid` (field `name`), the server's refusal, or `unavailable`.
   */
  async set(typed: string): Promise<void> {
    const { author: { user, cert, signKey }, ask, now } = this.#context;
    const name = typed.trim() === "" ? "" : await signedName(typed, MAX_DISPLAY_NAME_CHARS, {
      empty: () => t("Enter a name, or go back to the default one."),
      tooLong: () =>
        t("Use at most {count} characters for your name.", { count: MAX_DISPLAY_NAME_CHARS }),
    });
    const after = this.#names.timeOf(user);
    const record = await makeDisplayName({
      user,
      cert,
      name,
      ...(after === undefined ? {} : { after }),
      signKey,
      clock: now,
    });
    const taken = await ask({ type: "set-name", ...record });
    await this.#names.take([{ user, name: taken }]);
  }

  /** The names that one bore, newest first; what one did not sign is left out. */
  async history(): Promise<NameChangeView[]> {
    const { author, ask, identities } = this.#context;
    const { names } = await ask({ type: "names" });
    const borne: NameChangeView[] = [];
    for (const record of names) {
      const verified = await verifyDisplayName(record, identities);
      if (!verified.ok || verified.name.user !== author.user) continue;
      borne.push({ name: verified.name.name, time: verified.name.time });
    }
    return borne;
  }

  /** Removes the names that one bore, but for the present one. @throws {AppError} `unavailable` */
  async clearHistory(): Promise<void> {
    await this.#context.ask({ type: "clear-names" });
  }
}
