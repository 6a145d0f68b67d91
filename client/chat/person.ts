/** The person who is signed in: their keys and store here, and what they know of other people. */

import { systemRandom } from "../../e2ee/environment.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import { MAX_LISTED } from "../../protocol/limits.ts";
import { shownName } from "../../protocol/name_rules.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { PersonName } from "../conversations/person_name.ts";
import { AuthorityView } from "../identities/authority_view.ts";
import { Identities } from "../identities/identities.ts";
import type { AboutView, ChatModel } from "../model/mod.ts";
import type { HttpClient } from "../net/http.ts";
import type { AskServer } from "../net/socket.ts";
import type { LocalStore } from "../store/local_store.ts";
import type { Locks } from "../store/locks.ts";
import type { Keyring } from "../store/tables.ts";
import { aboutView } from "./about.ts";
import type { ChatEvents } from "./chat_events.ts";
import { DisplayNames } from "./display_names.ts";
import { DistinctNames } from "./distinct_names.ts";
import type { StartingPoint } from "./offline_start.ts";
import { People } from "./people.ts";
import { wholeList } from "./whole_list.ts";

/** What conversations share of the person alone. */
export type PersonContext = Pick<
  ChatContext,
  | "author"
  | "keyOf"
  | "ask"
  | "identities"
  | "nameOf"
  | "store"
  | "locks"
  | "now"
  | "random"
>;

export interface SignedInPerson {
  me: ChatModel["me"];
  context: PersonContext;
  people: People;
  names: DisplayNames;
  directoryNameOf: (user: UserId) => PersonName;
  about: () => AboutView;
  /**
   * Accepts the keys of this browser, when the server is there; the identities know whether that was
   * done. @throws {AppError}
   */
  trustOwn: () => Promise<void>;
}

export interface OpenPersonOptions {
  local: LocalStore;
  http: HttpClient;
  locks: Locks;
  ask: AskServer;
  now: () => number;
  events: ChatEvents;
  signal: AbortSignal;
}

/** @throws {AppError} `unauthenticated` when there is no key of the person here. */
export async function openPerson(
  point: StartingPoint<WelcomeFrame>,
  { local, http, locks, ask, now, events, signal }: OpenPersonOptions,
): Promise<SignedInPerson> {
  const { id: user, uid, fullName } = point.type === "welcome"
    ? point.welcome.user
    : { id: point.user, ...point.overview.me };
  const keyring = await local.keyring(user);
  const authority = await local.authority();
  if (keyring === undefined || authority === undefined) {
    // With a session and without keys the pages would send each other round in circles.
    await http.post("/api/logout", { everywhere: false }, () => {}).catch(() => {});
    throw noKeys();
  }
  const store = local.person(user);
  const { id: device, isNew } = await store.device();

  const people = new People({ ask, now, onChange: events.people.emit });
  signal.addEventListener("abort", () => people.stop(), { once: true });
  const identities: Identities = new Identities({
    self: user,
    authority: new AuthorityView({ ...authority, http, now }),
    store,
    fetch: async (users) =>
      (await wholeList(async (after: number | undefined) => {
        const frame = { type: "identities" as const, users, ...(after && { after }) };
        const { identities: items, next } = await ask(frame);
        return { items, next };
      }, MAX_LISTED)).items,
    now,
    onChange: (changed, before) => {
      const wasKnown = before === "pinned" || before === "verified";
      events.identity.emit(changed, wasKnown && identities.view(changed) === "changed");
    },
  }, await store.pins());
  const names = new DisplayNames(
    { identities, store, onChange: events.name.emit },
    await store.names(),
  );
  const directoryNameOf = (one: UserId) => nameFrom(identities.certifiedName(one), people, one);
  const shownNameOf = (one: UserId): PersonName => {
    const listed = directoryNameOf(one);
    return { uid: listed.uid, fullName: names.nameOf(one) ?? listed.fullName };
  };
  const distinctNames = new DistinctNames({
    people: () => people.all(),
    nameOf: shownNameOf,
    directoryNameOf,
  });
  events.people.on(() => distinctNames.changed());
  events.name.on(() => distinctNames.changed());
  // The name in the certificate counts from now on.
  events.identity.on(() => distinctNames.changed());
  events.people.on(() => void names.take(people.all().map(({ id, name }) => ({ user: id, name }))));

  const trustOwn = () => identities.trustOwn(keyring.sign.fingerprint);
  if (point.type === "welcome") {
    await trustOwn();
    // A new profile has no keys for what was said before: there is nothing to catch up with.
    const said = isNew ? point.welcome.conversations : [];
    for (const { id, head } of said) await store.markRead(id, head);
  }
  return {
    me: { id: user, uid, fullName },
    context: {
      author: {
        user,
        device,
        cert: keyring.sign.fingerprint,
        signKey: keyring.sign.privateKey,
      },
      keyOf: (cert) => decryptionKey(keyring, cert),
      ask,
      identities,
      nameOf: (one) => ({ ...shownNameOf(one), distinct: distinctNames.of(one) }),
      store,
      locks,
      now,
      random: systemRandom,
    },
    people,
    names,
    directoryNameOf,
    about: () => aboutView(authority, keyring.sign),
    trustOwn,
  };
}

function decryptionKey(keyring: Keyring, cert: Fingerprint): CryptoKey | undefined {
  return [keyring.encrypt, ...keyring.oldEncrypt]
    .find(({ fingerprint }) => fingerprint === cert)?.privateKey;
}

/** The certified name counts; the directory's fills in where none was seen. */
function nameFrom(
  certified: { uid: string; fullName?: string } | undefined,
  people: People,
  user: UserId,
): PersonName {
  const listed = people.nameOf(user);
  if (certified !== undefined) {
    const { uid, fullName = listed?.uid === uid ? listed.fullName : uid } = certified;
    return { uid, fullName: shownName(fullName) || uid };
  }
  if (listed !== undefined) {
    return { uid: listed.uid, fullName: shownName(listed.fullName) || listed.uid };
  }
  return { uid: "unknown", fullName: t("Somebody unknown") };
}

function noKeys(): AppError {
  return new AppError(
    "unauthenticated",
    t("This browser has no keys of yours any more. Sign in again."),
    { reason: "no-keys" },
  );
}
