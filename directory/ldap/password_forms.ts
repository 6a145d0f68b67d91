/** The forms in which a typed password may stand in a directory, and which of them is whose. */

import type { UserId } from "../../protocol/ids.ts";
import { isPossiblePassword } from "../new_person.ts";
import { preparePassword } from "../password_policy.ts";

/** People whose form is remembered; what comes after starts anew, so that memory is bounded. */
const MAX_REMEMBERED = 10_000;

/**
 * A password that was set here is in the form of RFC 8265. Other programs store the bytes that they
 * were given, in Unicode form NFD or with a blank that is no plain space, and no server says in
 * which form it has a password. So both are tried where they differ, which they do for hardly
 * anybody; where wrong binds are counted, one in one attempt and the other in the next.
 */
export class PasswordForms {
  /** Those with whom the typed form goes first. */
  readonly #asTyped = new Set<UserId>();

  /** The prepared form, and where it differs the typed one; none where neither can be right. */
  static of(password: string): string[] {
    return [...new Set([preparePassword(password), password])].filter(isPossiblePassword);
  }

  /** `forms` with the one first that let this person in last, or was not tried yet. */
  inOrder(forms: readonly string[], id: UserId): string[] {
    return this.#asTyped.has(id) ? forms.toReversed() : [...forms];
  }

  /** Which of `forms` goes first with a person from here on; of one alone it says nothing. */
  prefer(form: string, forms: readonly string[], id: UserId): void {
    if (forms.length < 2) return;
    if (form === forms[0]) {
      this.#asTyped.delete(id);
      return;
    }
    if (this.#asTyped.size >= MAX_REMEMBERED) this.#asTyped.clear();
    this.#asTyped.add(id);
  }
}
