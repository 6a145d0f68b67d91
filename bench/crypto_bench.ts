/**
 * What the cryptography of one message costs on this machine:
 *
 *     deno run -A bench/crypto_bench.ts
 *
 * Keys are those of the test vectors. Single-threaded; each line is the mean over its rounds.
 */

import { parseCertificate } from "../x509/certificate.ts";
import { conversationIdOfDirect } from "../e2ee/direct.ts";
import { type DeviceChain, NEW_CHAIN, sealEnvelope } from "../e2ee/envelope.ts";
import { decryptEnvelope, verifyEnvelope } from "../e2ee/envelope_open.ts";
import { systemRandom } from "../e2ee/environment.ts";
import { importSecret, makeManifest } from "../e2ee/epoch.ts";
import { signBytes, verifyBytes } from "../e2ee/keys.ts";
import { PathResolver } from "../tests/support/e2ee/path_resolver.ts";
import { safetyNumber } from "../e2ee/safety_number.ts";
import { makeWorld } from "../tests/support/e2ee/people.ts";
import { TestClient, TestServer } from "../tests/support/e2ee/server.ts";
import { unwrapSecret, wrapForAll, wrapSecret } from "../e2ee/wrap.ts";
import { fromBase64Url, utf8 } from "../protocol/encoding.ts";
import type { Item, MessageBody } from "../protocol/items.ts";
import stored from "../docs/vectors/certificates.json" with { type: "json" };

/** Prints the mean time of `work` in microseconds, after a tenth of the rounds as warm-up. */
async function measure(
  what: string,
  rounds: number,
  work: (round: number) => Promise<unknown>,
): Promise<void> {
  for (let round = 0; round < rounds / 10; round++) await work(round);
  const start = performance.now();
  for (let round = 0; round < rounds; round++) await work(round);
  const micros = (performance.now() - start) * 1000 / rounds;
  console.log(`${what.padEnd(52)} ${micros.toFixed(0).padStart(9)} µs`);
}

const world = await makeWorld();
const { ada, bob, directory, clock } = world;
const members = [ada.user, bob.user] as const;
const conv = await conversationIdOfDirect(...members);
const secret = systemRandom(32);
const epochKey = await importSecret(secret);
const made = await makeManifest({
  conv,
  number: 1,
  control: conv,
  recipients: [ada.identity, bob.identity],
  secret,
  maker: ada.user,
  cert: ada.author.cert,
  signKey: ada.author.signKey,
  clock: clock.now,
});

const payload = { type: "text", text: "A line of chat of ordinary length." } as const;
let chain: DeviceChain = NEW_CHAIN;
const bodies: MessageBody[] = [];
async function seal(): Promise<void> {
  const sealed = await sealEnvelope({
    payload,
    conv,
    epoch: made.id,
    epochKey,
    author: ada.author,
    chain,
    clock: clock.now,
    random: systemRandom,
  });
  chain = sealed.chain;
  bodies.push(sealed.body);
}

const data = utf8("some bytes to sign");
const signature = await signBytes(ada.author.signKey, data);
const { key: verifyKey } = directory.certificates.get(ada.author.cert)!;
await measure("sign (RSA-3072 PSS)", 200, () => signBytes(ada.author.signKey, data));
await measure("verify", 2000, () => verifyBytes(verifyKey, signature, data));

const certificateOf = new Map(stored.certificates.map((one) => [one.fingerprint, one.der]));
const paths = new PathResolver({
  trust: {
    anchor: fromBase64Url(stored.root),
    intermediates: [fromBase64Url(stored.issuing)],
    crls: [fromBase64Url(stored.crl)],
  },
  certificateOf: (fingerprint) => fromBase64Url(certificateOf.get(fingerprint)!),
  acceptsIdentity: () => true,
  clock: () => Date.parse(stored.now),
});
const [leaf] = stored.certificates;
const time = new Date(leaf!.time);
const fingerprint = ada.author.cert;
await measure(
  "certificate: full path check",
  500,
  () => paths.resolve(leaf!.fingerprint as typeof fingerprint, { time, purpose: "sign" }),
);
await measure(
  "certificate: parse",
  2000,
  () => Promise.resolve(parseCertificate(fromBase64Url(leaf!.der))),
);

await measure("seal one message", 200, seal);
await measure("open one message, certificate at hand", 200, async (round) => {
  const verified = await verifyEnvelope(bodies[round]!, conv, directory);
  if (!verified.ok || !(await decryptEnvelope(verified, epochKey)).ok) throw new Error("refused");
});

const server = new TestServer(world, conv);
const sender = new TestClient(world, server, ada, [...members]);
await sender.rekey([ada, bob]);
for (let at = 0; at < 200; at++) await sender.send(payload.text);
const items: readonly Item[] = server.items;
await measure("conversation: a page of 200 messages", 10, async () => {
  const reader = new TestClient(world, server, bob, [...members]);
  const shown = await reader.conversation.addItems(items);
  if (shown.some(({ kind }) => kind === "placeholder")) throw new Error("refused");
});

const wrap = await wrapSecret(secret, made.manifest, bob.identity);
const hundred = Array.from({ length: 100 }, () => bob.identity);
await measure("wrap for 100 members", 20, () => wrapForAll(secret, made, hundred));
await measure("unwrap", 200, () => unwrapSecret(wrap, made.manifest, bob.decryptKey));
const person = ({ user, identity: { identityKey } }: typeof ada) => ({ user, identityKey });
await measure("safety number", 5, () => safetyNumber(person(ada), person(bob)));
