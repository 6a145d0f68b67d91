/**
 * People with published identities and what they hand in: signed records, manifests and envelopes
 * as the router takes them, made with the code that ships and stored keys.
 */

import { type RoomChange } from "../../e2ee/control_record.ts";
import { makeRecord } from "../../e2ee/control_record.ts";
import type { RoomState } from "../../e2ee/control_log.ts";
import { conversationIdOfDirect } from "../../e2ee/direct.ts";
import { makeDisplayName } from "../../e2ee/display_name.ts";
import { makeManifest } from "../../e2ee/epoch.ts";
import { makeStatement } from "../../e2ee/identity.ts";
import { fingerprintOf, importSigningKey } from "../../e2ee/keys.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import type {
  ConversationId,
  DeviceId,
  EpochId,
  Fingerprint,
  ItemId,
  UserId,
} from "../../protocol/ids.ts";
import {
  ENVELOPE_HEADER,
  type EnvelopeHeader,
  type MessageBody,
  RSA_BLOCK_BYTES,
  type Submission,
} from "../../protocol/items.ts";
import { writeSigned } from "../../protocol/strict.ts";
import type { NewIdentity } from "../../server/archive/port.ts";
import { toSubmitted } from "../../server/gateway/submissions.ts";
import type { Submitted } from "../../server/router/submission.ts";
import { makeAuthority } from "./authorities.ts";
import { ADA, BOB, certificateFrom, person, TEST_TIME, type TestPerson } from "./certificates.ts";
import { type TestKeyName, testKeys } from "./test_keys.ts";

const CYD = person("5a1f0e1c-0003-4000-8000-00000000c1d0", "cyd", "Cyd Charisse");

/** Random bytes, base64url. */
export function randomText(length: number): string {
  return toBase64Url(randomBytes(length));
}

function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** An id that nothing else has: a conversation's, an item's, an epoch's or a certificate's. */
export function anyId<Id extends ConversationId | ItemId | EpochId | Fingerprint>(): Id {
  return randomText(32) as Id;
}

export function anyUser(): UserId {
  return crypto.randomUUID() as UserId;
}

/** Text of the right length for a signature or a wrap. */
export function anyBlock(): string {
  return randomText(RSA_BLOCK_BYTES);
}

/** A well-formed envelope that nobody can open. */
export function anyMessage(header: Partial<EnvelopeHeader>, ctBytes = 64): MessageBody {
  const hdr = writeSigned<EnvelopeHeader>(ENVELOPE_HEADER, {
    v: 1,
    suite: 1,
    conv: anyId(),
    epoch: anyId(),
    sender: ADA.id,
    cert: anyId(),
    device: randomText(16) as DeviceId,
    seq: 1,
    prev: "",
    time: TEST_TIME.toISOString(),
    salt: randomText(16),
    ...header,
  });
  return { hdr, com: randomText(32), ct: randomText(ctBytes), sig: anyBlock() };
}

let routes = 0;

/** One person with certified keys. */
export class Member {
  readonly person: TestPerson;
  readonly identity: NewIdentity;
  readonly #signKey: CryptoKey;
  /** The node that this person's socket is on. */
  node = "n1";

  private constructor(person: TestPerson, identity: NewIdentity, signKey: CryptoKey) {
    this.person = person;
    this.identity = identity;
    this.#signKey = signKey;
  }

  /** @param validity End of both certificates; some weeks after `TEST_TIME` by default. */
  static async enrol(
    who: TestPerson,
    keys: { sign: TestKeyName; encrypt: TestKeyName },
    validity: { notAfter?: Date } = {},
  ): Promise<Member> {
    const { notAfter } = validity;
    const authority = await makeAuthority();
    const certify = async (use: "sign" | "encrypt") => {
      const { spki: publicKey } = await testKeys(keys[use]);
      const der = await certificateFrom(authority, {
        person: who,
        use,
        publicKey,
        ...(notAfter === undefined ? {} : { notAfter }),
      });
      return { der: toBase64Url(der), fingerprint: await fingerprintOf(der) };
    };
    const sign = await certify("sign");
    const encrypt = await certify("encrypt");
    const signKey = await importSigningKey((await testKeys(keys.sign)).pkcs8);
    const { signed } = await makeStatement({
      user: who.id,
      uid: who.uid,
      sign: sign.fingerprint,
      encrypt: encrypt.fingerprint,
      signKey,
      clock: now,
    });
    const identity: NewIdentity = {
      ...signed,
      user: who.id,
      sign: sign.fingerprint,
      encrypt: encrypt.fingerprint,
      signCertificate: sign.der,
      encryptCertificate: encrypt.der,
      encryptNotAfterMs: (notAfter ?? new Date(TEST_TIME.getTime() + 86_400_000)).getTime(),
      publishedAt: TEST_TIME.toISOString(),
    };
    return new Member(who, identity, signKey);
  }

  get id(): UserId {
    return this.person.id;
  }

  /** A record that follows `state`, and the room after it. */
  async record(
    state: RoomState | undefined,
    change: RoomChange,
  ): Promise<{ state: RoomState; submitted: Submitted }> {
    const made = await makeRecord({
      state,
      change,
      actor: this.id,
      cert: this.identity.sign,
      signKey: this.#signKey,
      clock: now,
      random: randomBytes,
    });
    const { room } = made.state;
    return {
      state: made.state,
      submitted: this.submit(room, { kind: "control", body: made.body }),
    };
  }

  /** A new epoch for `recipients`: their wraps, then the manifest. */
  async epoch(
    conv: ConversationId,
    { number = 1, control = conv as string, recipients }: {
      number?: number;
      control?: string;
      recipients: readonly Member[];
    },
  ): Promise<{ id: EpochId; wraps: Submitted; manifest: Submitted }> {
    const { id, body } = await makeManifest({
      conv,
      number,
      control,
      recipients: recipients.map(({ identity }) => identity),
      secret: randomBytes(32),
      maker: this.id,
      cert: this.identity.sign,
      signKey: this.#signKey,
      clock: now,
    });
    const wraps = recipients.map(({ id: user, identity: { encrypt: cert } }) => ({
      user,
      cert,
      wrap: anyBlock(),
    }));
    return {
      id,
      wraps: this.submit(conv, { kind: "wraps", body: { epoch: id, wraps } }),
      manifest: this.submit(conv, { kind: "epoch", body }),
    };
  }

  /** A display name, signed now or at `atMs`. */
  name(name: string, { atMs = now() }: { atMs?: number } = {}): Promise<NameRecord> {
    return makeDisplayName({
      user: this.id,
      cert: this.identity.sign,
      name,
      signKey: this.#signKey,
      clock: () => atMs,
    });
  }

  /** @param ctBytes of the ciphertext; a short one by default. */
  message(conv: ConversationId, epoch: EpochId, ctBytes?: number): Submitted {
    const header = { conv, epoch, sender: this.id, cert: this.identity.sign };
    const body = anyMessage(header, ctBytes);
    return this.submit(conv, { kind: "message", body });
  }

  /** `submission` as this person's gateway hands it on. */
  submit(conv: ConversationId, submission: Submission): Submitted {
    const frame = { type: "submit", ref: 1, conv, ...submission } as const;
    return { ...toSubmitted(frame, this.id), node: this.node, route: ++routes };
  }
}

export async function enrolAda(validity: { notAfter?: Date } = {}): Promise<Member> {
  return await Member.enrol(ADA, { sign: "adaSign", encrypt: "adaEncrypt" }, validity);
}

export async function enrolBob(validity: { notAfter?: Date } = {}): Promise<Member> {
  return await Member.enrol(BOB, { sign: "bobSign", encrypt: "bobEncrypt" }, validity);
}

export async function enrolCyd(): Promise<Member> {
  return await Member.enrol(CYD, { sign: "spare", encrypt: "foreignRoot" });
}

export async function directOf(a: Member, b: Member): Promise<ConversationId> {
  return await conversationIdOfDirect(a.id, b.id);
}

function now(): number {
  return TEST_TIME.getTime();
}
