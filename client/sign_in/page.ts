/**
 * The sign-in pages' way in. Cryptography, certificates and storage are loaded at the first use,
 * so that the pages themselves stay light.
 */

import type { SignInClient } from "./port.ts";
import { askToPersist } from "../store/persistence.ts";
import { unsupported } from "../window/unsupported.ts";

type Flow = Omit<SignInClient, "unsupported">;

let loading: Promise<Flow> | undefined;

function flow(): Promise<Flow> {
  loading ??= open();
  // What could not be loaded or opened is tried again at the next click.
  loading.catch(() => loading = undefined);
  return loading;
}

async function open(): Promise<Flow> {
  const [{ SignInFlow }, { LocalStore }, { openPageDatabase }, { httpClient }] = await Promise.all([
    import("./flow.ts"),
    import("../store/local_store.ts"),
    import("../store/page.ts"),
    import("../net/http.ts"),
  ]);
  const store = new LocalStore(await openPageDatabase());
  askToPersist();
  return new SignInFlow({ http: httpClient(), store, origin: location.origin, now: Date.now });
}

/** Sign-in, registration and enrolment of this page. */
export const signInClient: SignInClient = {
  unsupported: () => unsupported(),
  register: async (input, onProgress) => await (await flow()).register(input, onProgress),
  signIn: async (input, onProgress) => await (await flow()).signIn(input, onProgress),
  enrol: async (loginId, onProgress) => await (await flow()).enrol(loginId, onProgress),
};
