/** Stands in for `client/sign_in/page.ts` in the gallery: the username decides how it ends. */

import type { SignInClient, SignInOutcome, SignInProgress } from "../../../client/sign_in/port.ts";
import { unsupported } from "../../../client/window/unsupported.ts";
import { AppError } from "../../../protocol/errors.ts";

const query = new URLSearchParams(location.search);
const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
const never = () => new Promise<SignInOutcome>(() => {});

async function keys(onProgress: (step: SignInProgress) => void): Promise<SignInOutcome> {
  onProgress("making-keys");
  await pause();
  onProgress("requesting-certificates");
  return await never();
}

export const signInClient: SignInClient = {
  unsupported: () => unsupported(query.has("plain") ? { isSecureContext: false } : undefined),
  async register({ uid }, onProgress) {
    if (uid === "taken") {
      await pause();
      throw new AppError("conflict", "This username is taken. Choose another.", { field: "uid" });
    }
    return await keys(onProgress);
  },
  async signIn({ uid }) {
    await pause();
    switch (uid) {
      case "new":
        return { type: "needs-enrolment", loginId: "1", keysBefore: { where: "nowhere" } };
      case "moved":
        return { type: "needs-enrolment", loginId: "1", keysBefore: { where: "elsewhere" } };
      case "refused":
        return { type: "refused", reason: "expired" };
      case "slow":
        return await never();
      default:
        throw new AppError("unauthenticated", "That username and password do not go together.");
    }
  },
  enrol: (_loginId, onProgress) => keys(onProgress),
};
