/** What the person at the screen makes of other people's keys. */

import { safetyNumber } from "../../e2ee/safety_number.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { ChatContext } from "../conversations/context.ts";
import { distinctName } from "../conversations/person_name.ts";
import type { KeysModel, SafetyView } from "../model/mod.ts";
import type { DisplayNames } from "./display_names.ts";
import type { OpenConversations } from "./open_conversations.ts";

export interface VerificationOptions {
  context: Pick<ChatContext, "author" | "identities" | "nameOf">;
  names: Pick<DisplayNames, "retry">;
  open: Pick<OpenConversations, "all" | "notice" | "retryClosed">;
  /** What is thought of somebody's keys has changed. */
  onChange: () => void;
}

export class Verification implements KeysModel {
  readonly #options: VerificationOptions;

  constructor(options: VerificationOptions) {
    this.#options = options;
  }

  /**
   * The safety number of this person and `user`.
   *
   * @throws {AppError} `not-found` when either has no keys that hold now; `unavailable` when the
   * server cannot be asked for the other's.
   */
  async safety(user: UserId): Promise<SafetyView> {
    const { author, identities } = this.#options.context;
    const comparison = await identities.comparison(user, author.cert);
    if (comparison === undefined) {
      throw new AppError(
        "not-found",
        t("You and {name} do not both have valid keys now, so there is nothing to compare.", {
          name: this.#nameOf(user),
        }),
      );
    }
    const { own, other, key, accepted } = comparison;
    const digits = await safetyNumber(
      { user: author.user, identityKey: own },
      { user, identityKey: other },
    );
    return {
      digits,
      key,
      accepted: accepted !== undefined,
      ...(accepted?.verifiedAt === undefined ? {} : { verifiedAt: accepted.verifiedAt }),
    };
  }

  /**
   * Takes a person's new identity as theirs; what waited for this decision goes on its way.
   *
   * @throws {AppError} `not-found` when there is no valid one.
   */
  async accept(person: UserId): Promise<void> {
    if (!await this.#options.context.identities.accept(person)) {
      throw new AppError("not-found", t("There is no valid identity of this person to accept."));
    }
    await this.#accepted(person);
  }

  /**
   * The digits of `key` were the same on both screens: it is accepted, and marked as verified.
   *
   * @throws {AppError} `conflict` when the person has other keys meanwhile.
   */
  async verify(person: UserId, key: string): Promise<void> {
    const { identities } = this.#options.context;
    const isNew = identities.view(person) === "changed";
    if (!await identities.verify(person, key)) {
      throw new AppError(
        "conflict",
        t("{name} has set up other keys in the meantime. Compare the new number.", {
          name: this.#nameOf(person),
        }),
      );
    }
    if (isNew) await this.#accepted(person);
  }

  /** Takes the mark away; the key stays accepted. */
  async unverify(person: UserId, key: string): Promise<void> {
    await this.#options.context.identities.unverify(person, key);
  }

  /** Somebody's new keys count from now on. */
  async #accepted(person: UserId): Promise<void> {
    const { names, open, onChange } = this.#options;
    open.notice(
      person,
      t("You accepted the new keys of {name}.", { name: this.#nameOf(person) }),
    );
    await Promise.all([open.retryClosed(), names.retry([person])]);
    for (const { sender } of open.all()) void sender.flush();
    onChange();
  }

  #nameOf(user: UserId): string {
    return distinctName(this.#options.context.nameOf(user));
  }
}
