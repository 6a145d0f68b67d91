/** `docs/vectors/*.json`, checked whole: nothing in them is taken from the generator on trust. */

import assert from "node:assert/strict";
import {
  certificates,
  derOf,
  fingerprint,
  hash,
  number64,
  readVectors,
  resolver,
} from "../tests/support/vectors.ts";
import { makeVectors, type Vectors } from "../tools/vectors.ts";
import {
  type Bytes,
  concat,
  fromBase64Url,
  fromUtf8,
  toBase64Url,
  utf8,
} from "../protocol/encoding.ts";
import type { Fingerprint } from "../protocol/ids.ts";
import { ITEM, type Item, parseEpochManifest } from "../protocol/items.ts";
import { signInChallengeBytes } from "../protocol/sign_in.ts";
import { ControlHistory } from "./control_history.ts";
import { verifyRecord } from "./control_record.ts";
import { Conversation } from "./conversation.ts";
import { conversationIdOfDirect } from "./direct.ts";
import { decryptEnvelope, verifyEnvelope } from "./envelope_open.ts";
import { importSecret, recipientsHash } from "./epoch.ts";
import { verifyStatement } from "./identity.ts";
import { importSigningKey, importUnwrappingKey, importVerifyingKey, verifyBytes } from "./keys.ts";
import { pad } from "./padding.ts";
import { PathResolver } from "../tests/support/e2ee/path_resolver.ts";
import { writePayload } from "./payload.ts";
import { systemRandom } from "./environment.ts";
import { safetyNumber } from "./safety_number.ts";
import type { Shown } from "./shown.ts";
import {
  countingRandom,
  deviceOf,
  type PersonName,
  spkiOf,
  storedKeys,
} from "../tests/support/e2ee/people.ts";
import { VECTOR_TIME } from "../tests/support/e2ee/vectors/vector_people.ts";
import { unwrapOwn, unwrapSecret, wrapLabel } from "./wrap.ts";

const keys = storedKeys();
const conversation = await readVectors("conversation");
const vectorTime = Date.parse(VECTOR_TIME);

const unwrappingKeys = new Map<Fingerprint, CryptoKey>();
for (const [name, { encryptPkcs8 }] of Object.entries(keys.people)) {
  const key = await importUnwrappingKey(fromBase64Url(encryptPkcs8));
  unwrappingKeys.set(fingerprint(`${name} encrypt`), key);
}

/** Texts that RSA-PSS and RSA-OAEP make differently each time. */
const RANDOMISED = new Set(["sig", "wrap", "signature"]);

function withoutRandomised(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => RANDOMISED.has(key) ? undefined : inner));
}

Deno.test("the same keys give the same vectors, but for what RSA randomises", async () => {
  const again = await makeVectors(keys);
  for (const name of Object.keys(again) as (keyof Vectors)[]) {
    assert.deepEqual(
      withoutRandomised(await readVectors(name)),
      withoutRandomised(again[name]),
      name,
    );
  }
});

for (const { name, fingerprint, user, purpose, time, expected } of certificates.certificates) {
  Deno.test(`vector: the certificate "${name}" is ${expected} at ${time}`, async () => {
    const resolved = await resolver.resolve(fingerprint, { time: new Date(time), purpose });
    assert.equal(resolved.ok ? "ok" : resolved.reason, expected);
    if (!resolved.ok) return;
    assert.equal(resolved.certificate.user, user);
    const person = keys.people[name.split(" ")[0] as PersonName];
    const pkcs8 = fromBase64Url(purpose === "sign" ? person.signPkcs8 : person.encryptPkcs8);
    assert.deepEqual(resolved.certificate.publicKey, await spkiOf(pkcs8));
  });
}

Deno.test("vector: fingerprints are hashes of the certificates", async () => {
  for (const { der, fingerprint } of certificates.certificates) {
    assert.equal(await hash(fromBase64Url(der)), fingerprint);
  }
});

Deno.test("a resolver that is handed another certificate than it asked for refuses it", async () => {
  const lied = new PathResolver({
    trust: {
      anchor: fromBase64Url(certificates.root),
      intermediates: [fromBase64Url(certificates.issuing)],
      crls: [fromBase64Url(certificates.crl)],
    },
    certificateOf: () => fromBase64Url(derOf.get(fingerprint("bob sign"))!),
    acceptsIdentity: () => true,
    clock: () => Date.parse(certificates.now),
  });
  const as = { time: new Date(VECTOR_TIME), purpose: "sign" } as const;
  const resolved = await lied.resolve(fingerprint("ada sign"), as);
  assert.equal(resolved.ok ? "ok" : resolved.reason, "unknown");
  assert.ok((await lied.resolve(fingerprint("bob sign"), as)).ok);
});

Deno.test("vector: direct conversations, safety numbers and padding", async () => {
  const { direct, safetyNumbers, padding } = await readVectors("primitives");
  for (const { a, b, conversation } of direct) {
    assert.equal(await hash("tw1/dm", ...[a, b].sort()), conversation);
    const [one, other] = [a, b] as Parameters<typeof conversationIdOfDirect>;
    assert.equal(await conversationIdOfDirect(other, one), conversation);
  }
  for (const { a, b, digits } of safetyNumbers) {
    const [first, second] = await Promise.all([a, b].map(async (name) => {
      const { user, signPkcs8 } = keys.people[name as PersonName];
      return { user, identityKey: await spkiOf(fromBase64Url(signPkcs8)) };
    }));
    assert.equal(await safetyNumber(second!, first!), digits);
  }
  for (const { plain, padded } of padding) assert.equal(toBase64Url(pad(utf8(plain))), padded);
});

Deno.test("vector: the sign-in proof", async () => {
  const { signIn: { challenge, bytes, signature } } = await readVectors("primitives");
  assert.equal(toBase64Url(signInChallengeBytes(challenge)), bytes);
  const { origin, loginId, nonce, user } = challenge;
  assert.equal(
    fromUtf8(fromBase64Url(bytes)),
    `tw1/login\n${origin}\n${loginId}\n${nonce}\n${user}`,
  );
  const key = await importVerifyingKey(await spkiOf(fromBase64Url(keys.people.ada.signPkcs8)));
  assert.ok(await verifyBytes(key, fromBase64Url(signature), fromBase64Url(bytes)));
});

for (
  const { name, statement, sig, hash: expectedHash, expected } of (await readVectors("statements"))
    .statements
) {
  Deno.test(`vector: the identity statement "${name}" is ${expected}`, async () => {
    assert.equal(await hash(statement), expectedHash);
    const verified = await verifyStatement({ statement, sig }, resolver, () => vectorTime);
    assert.equal(verified.ok ? "ok" : verified.reason, expected);
  });
}

Deno.test("vector: every item has the form of the wire and the hash of its text as its id", async () => {
  for (const [at, item] of conversation.items.entries()) {
    assert.deepEqual(ITEM.parse(item), item);
    assert.equal(item.seq, at + 1);
    const text = item.kind === "message"
      ? item.body.hdr
      : item.kind === "control"
      ? item.body.record
      : item.body.manifest;
    assert.equal(await hash(text), item.id);
  }
  assert.equal(conversation.conversation, conversation.items[0]!.id);
});

Deno.test("vector: the control log folds to the states that are written", async () => {
  const history = new ControlHistory();
  let counted = 0;
  for (const item of conversation.items) {
    if (item.kind !== "control") continue;
    const verified = await verifyRecord(history.state, item.body, resolver);
    const expected = conversation.expected.ada[item.seq - 1]!;
    if (!verified.ok) {
      assert.equal(verified.reason, expected);
      continue;
    }
    assert.equal(expected, `record:${verified.record.type}`);
    history.append(verified.record, verified.hash);
    const { n, name, policy, members } = history.state!;
    const state = { n, name, policy, members: [...members.values()] };
    assert.deepEqual(state, conversation.states[verified.hash]);
    counted++;
  }
  assert.equal(counted, Object.keys(conversation.states).length);
});

Deno.test("vector: commitments, recipients, labels and wraps of every epoch", async () => {
  const manifests = conversation.items.filter((item) => item.kind === "epoch");
  assert.deepEqual(
    manifests.map(({ id }) => id as string),
    conversation.epochs.map(({ id }) => id),
  );
  for (const [at, epoch] of conversation.epochs.entries()) {
    const item = manifests[at]! as Item & { kind: "epoch" };
    const manifest = parseEpochManifest(item.body.manifest);
    const { number, secret, commit, recipients, wraps } = epoch;
    assert.deepEqual(
      [manifest.number, manifest.commit, manifest.recipients],
      [number, commit, recipients],
    );
    const [conv, control] = [manifest.conv, manifest.control].map(fromBase64Url) as [Bytes, Bytes];
    const place = [conv, number64(number)] as const;
    assert.equal(await hash("tw1/commit", fromBase64Url(secret), ...place), commit);
    const sorted = wraps.toSorted((a, b) => a.user < b.user ? -1 : 1);
    const named = sorted.flatMap(({ user, cert }) => [user, fromBase64Url(cert)]);
    assert.equal(await hash("tw1/recipients", ...named), recipients);
    assert.equal(
      await recipientsHash(wraps.map(({ user, cert }) => ({ user, encrypt: cert }))),
      recipients,
    );
    for (const wrap of wraps) {
      const label = await hash("tw1/wrap", ...place, control, fromBase64Url(wrap.cert));
      assert.equal(label, wrap.label);
      assert.equal(toBase64Url(await wrapLabel(manifest, wrap.cert)), label);
      const key = unwrappingKeys.get(wrap.cert)!;
      assert.ok((await unwrapSecret(wrap, manifest, key)).ok);
      const sealed = fromBase64Url(wrap.wrap);
      const algorithm = { name: "RSA-OAEP", label: fromBase64Url(label) };
      const opened = await crypto.subtle.decrypt(algorithm, key, sealed);
      assert.equal(toBase64Url(new Uint8Array(opened)), secret);
    }
  }
});

Deno.test("vector: every derived value of every envelope", async () => {
  const messages = new Map(
    conversation.items.flatMap((item) =>
      item.kind === "message" ? [[item.id as string, item.body] as const] : []
    ),
  );
  assert.equal(messages.size, conversation.envelopes.length);
  for (const vector of conversation.envelopes) {
    const body = messages.get(vector.id)!;
    const headerHash = await hash(body.hdr);
    assert.deepEqual([headerHash, headerHash], [vector.headerHash, vector.id]);
    assert.equal(JSON.parse(body.hdr).salt, vector.salt);

    const secret = fromBase64Url(vector.epochSecret);
    const info = concat(utf8("tw1/msg"), fromBase64Url(headerHash));
    const salt = fromBase64Url(vector.salt);
    const hkdf = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
    const how = { name: "HKDF", hash: "SHA-256", salt, info };
    const derived = new Uint8Array(await crypto.subtle.deriveBits(how, hkdf, 76 * 8));
    const parts = [derived.slice(0, 32), derived.slice(32, 44), derived.slice(44)];
    const [key, nonce, commitment] = parts as [Bytes, Bytes, Bytes];
    assert.deepEqual(
      parts.map(toBase64Url),
      [vector.key, vector.nonce, vector.commitment],
    );
    assert.equal(body.com, vector.commitment);

    const padded = fromBase64Url(vector.padded);
    const length = new DataView(padded.buffer).getUint32(0);
    assert.equal(fromUtf8(padded.slice(4, 4 + length)), vector.contents);
    assert.ok(padded.slice(4 + length).every((byte) => byte === 0));
    assert.equal(writePayload(JSON.parse(vector.contents)), vector.contents);

    const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
    const gcm = { name: "AES-GCM", iv: nonce, additionalData: utf8(body.hdr) };
    const ciphertext = new Uint8Array(await crypto.subtle.encrypt(gcm, aes, padded));
    assert.equal(toBase64Url(ciphertext), body.ct);

    const { sender } = JSON.parse(body.hdr);
    const person = Object.values(keys.people).find(({ user }) => user === sender)!;
    const verifyKey = await importVerifyingKey(await spkiOf(fromBase64Url(person.signPkcs8)));
    const signed = concat(
      utf8("tw1/env"),
      fromBase64Url(headerHash),
      commitment,
      fromBase64Url(await hash(ciphertext)),
    );
    assert.ok(await verifyBytes(verifyKey, fromBase64Url(body.sig), signed));
  }
});

function asWritten(shown: Shown): string {
  switch (shown.kind) {
    case "message":
      return writePayload(shown.payload);
    case "control":
      return `record:${shown.record.type}`;
    case "epoch":
      return `epoch:${shown.number}`;
    case "placeholder":
      return shown.reason;
  }
}

async function viewOf(name: "ada" | "bob" | "cyd"): Promise<Conversation> {
  const { user, signPkcs8 } = keys.people[name];
  const cert = fingerprint(`${name} encrypt`);
  return new Conversation({
    self: {
      user,
      device: deviceOf(9),
      cert: fingerprint(`${name} sign`),
      signKey: await importSigningKey(fromBase64Url(signPkcs8)),
    },
    conv: conversation.items[0]!.conv,
    kind: "room",
    resolver,
    unwrap: ({ id, manifest }) => {
      const epoch = conversation.epochs.find((one) => one.id === id)!;
      const wraps = epoch.wraps.filter((wrap) => wrap.user === user);
      return unwrapOwn(wraps, manifest, (c) => c === cert ? unwrappingKeys.get(c) : undefined);
    },
    clock: () => vectorTime,
    random: systemRandom,
  });
}

for (const viewer of ["ada", "bob", "cyd"] as const) {
  Deno.test(`vector: what ${viewer} sees of the room`, async () => {
    const view = await viewOf(viewer);
    const shown = await view.addItems(conversation.items);
    assert.deepEqual(shown.map(asWritten), conversation.expected[viewer]);
  });

  Deno.test(`vector: what ${viewer} sees of the room when it is loaded backwards`, async () => {
    const view = await viewOf(viewer);
    await view.addControl(conversation.items);
    const seen: string[] = [];
    for (let end = conversation.items.length; end > 0; end -= 6) {
      const page = conversation.items.slice(Math.max(0, end - 6), end);
      // What counts as the epoch before the page, and what came second to it.
      const before = conversation.items.filter((item) =>
        item.kind === "epoch" && item.seq < page[0]!.seq
      );
      seen.unshift(...(await view.addItems(page, before)).map(asWritten));
    }
    // Seen backwards, a copy stands before its original is known and the other way round.
    assert.deepEqual(seen.toSorted(), conversation.expected[viewer].toSorted());
  });
}

Deno.test("vector: single envelopes and the reason for each", async () => {
  const { conversation: conv, epochSecret, envelopes } = await readVectors("refusals");
  const secret = await importSecret(fromBase64Url(epochSecret));
  for (const { name, body, expected } of envelopes) {
    const place = conv as Item["conv"];
    const verified = await verifyEnvelope(body, place, resolver);
    const outcome = verified.ok ? await decryptEnvelope(verified, secret) : verified;
    assert.equal(outcome.ok ? "ok" : outcome.reason, expected, name);
  }
});

Deno.test("the counting random source of the vectors differs from call to call", () => {
  const random = countingRandom(100);
  const seen = new Set(Array.from({ length: 50 }, () => toBase64Url(random(16))));
  assert.equal(seen.size, 50);
});
