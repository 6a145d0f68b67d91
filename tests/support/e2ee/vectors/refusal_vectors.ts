/** Test vectors of envelopes, with the reason why each is refused. */

import { fromBase64Url, toBase64Url } from "../../../../protocol/encoding.ts";
import type { ConversationId, EpochId, Fingerprint } from "../../../../protocol/ids.ts";
import type { EnvelopeHeader, MessageBody } from "../../../../protocol/items.ts";
import { importSecret } from "../../../../e2ee/epoch.ts";
import { forgeEnvelope, type Forgery } from "../forge.ts";
import { countingRandom } from "../people.ts";
import { VECTOR_TIME, type VectorPeople } from "./vector_people.ts";

export interface RefusalVectors {
  conversation: string;
  /** S of the epoch that all of them name. */
  epochSecret: string;
  envelopes: { name: string; body: MessageBody; expected: string }[];
}

/**
 * Single envelopes, from the strict parse to the schema, with the reason for each. What depends on
 * a place in a conversation is in the conversation's own vectors.
 */
export async function refusalVectors(
  { ada, mal }: VectorPeople,
  retired: { expired: Fingerprint },
): Promise<RefusalVectors> {
  const random = countingRandom(500);
  const conv = toBase64Url(random(32)) as ConversationId;
  const secret = random(32);
  const epochKey = await importSecret(secret);
  const header: EnvelopeHeader = {
    v: 1,
    suite: 1,
    conv,
    epoch: toBase64Url(random(32)) as EpochId,
    sender: ada.user,
    cert: ada.author.cert,
    device: ada.author.device,
    seq: 1,
    prev: "",
    time: VECTOR_TIME,
    salt: toBase64Url(random(16)),
  };
  const good: Forgery = { header, epochKey, signKey: ada.author.signKey };
  const elsewhere = toBase64Url(random(32)) as ConversationId;
  const cases: [string, Partial<Forgery>, string][] = [
    ["a good one", {}, "ok"],
    ["a space in the header", { spelling: (t) => t.replace(",", ", ") }, "malformed"],
    ["a field twice", { spelling: (t) => t.replace('"v":1', '"v":1,"v":1') }, "malformed"],
    ["another suite", { spelling: (t) => t.replace('"suite":1', '"suite":2') }, "suite"],
    ["another conversation", { header: { ...header, conv: elsewhere } }, "other-conversation"],
    [
      "somebody else's certificate",
      { header: { ...header, cert: mal.author.cert } },
      "certificate",
    ],
    ["an encryption certificate", {
      header: { ...header, cert: ada.recipient.encrypt },
    }, "certificate"],
    ["an expired certificate", { header: { ...header, cert: retired.expired } }, "certificate"],
    ["after a revocation", {
      header: {
        ...header,
        sender: mal.user,
        cert: mal.author.cert,
        time: "2026-11-24T12:00:00.000Z",
      },
      signKey: mal.author.signKey,
    }, "certificate"],
    ["somebody else's signature", { signKey: mal.author.signKey }, "signature"],
    ["another commitment", { commitment: random(32) }, "commitment"],
    ["another ciphertext", { ciphertext: random(272) }, "decrypt"],
    ["a sender in the contents", {
      contents: `{"type":"text","text":"hi","sender":"${mal.user}"}`,
    }, "schema"],
    ["unknown contents", { contents: '{"type":"poll","text":"hi"}' }, "schema"],
    ["padding to a larger step", { padded: paddedTo512('{"type":"text","text":"hi"}') }, "schema"],
  ];
  const envelopes = await Promise.all(cases.map(async ([name, change, expected]) => ({
    name,
    body: await forgeEnvelope({ ...good, ...change }),
    expected,
  })));
  const [{ body }] = envelopes as [RefusalVectors["envelopes"][number]];
  const flipped = fromBase64Url(body.ct);
  flipped[0]! ^= 1;
  envelopes.push({
    name: "a flipped bit in the ciphertext",
    body: { ...body, ct: toBase64Url(flipped) },
    expected: "signature",
  });
  return { conversation: conv, epochSecret: toBase64Url(secret), envelopes };
}

function paddedTo512(contents: string): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(512);
  const plain = new TextEncoder().encode(contents);
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, 4);
  return padded;
}
