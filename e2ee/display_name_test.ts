import assert from "node:assert/strict";
import { type NameRecord, parseDisplayName } from "../protocol/display_name.ts";
import { AppError } from "../protocol/errors.ts";
import { makeDisplayName, verifyDisplayName } from "./display_name.ts";
import { TAGS } from "./digest.ts";
import { signText } from "./signed_text.ts";
import { DAY_MS, makeWorld, NOON } from "../tests/support/e2ee/people.ts";

const world = await makeWorld();
const { ada, mal, clock } = world;

function make(change: Partial<Parameters<typeof makeDisplayName>[0]> = {}): Promise<NameRecord> {
  const { user, cert, signKey } = ada.author;
  return makeDisplayName({ user, cert, name: "Ace", signKey, clock: clock.now, ...change });
}

async function outcome(record: NameRecord, { directory } = world): Promise<string> {
  const verified = await verifyDisplayName(record, directory);
  return verified.ok ? "ok" : verified.reason;
}

Deno.test("a name holds that its person signed", async () => {
  const verified = await verifyDisplayName(await make(), world.directory);
  assert.ok(verified.ok);
  const { user, name, time } = verified.name;
  assert.deepEqual([user, name, time], [ada.user, "Ace", new Date(NOON).toISOString()]);
});

Deno.test("a name that was changed, or signed by another or as something else, does not", async () => {
  const record = await make();
  const { statement } = record;
  assert.equal(
    await outcome({ ...record, statement: statement.replace("Ace", "Ann") }),
    "signature",
  );
  assert.equal(await outcome(await make({ signKey: mal.author.signKey })), "signature");
  const asIdentity = await signText(ada.author.signKey, TAGS.identity, statement);
  assert.equal(await outcome({ statement, sig: asIdentity }), "signature");
  assert.equal(await outcome({ ...record, statement: "{}" }), "malformed");
});

Deno.test("the certificate is the person's own, and held when the name was signed", async () => {
  const foreign = await make({ cert: mal.author.cert, signKey: mal.author.signKey });
  assert.equal(await outcome(foreign), "certificate");
  const bent = await makeWorld();
  const certificate = bent.directory.certificates.get(ada.author.cert)!;
  certificate.revokedAt = NOON + DAY_MS;
  assert.equal(await outcome(await make(), bent), "ok", "what was said before still stands");
  const late = await make({ clock: () => NOON + DAY_MS });
  assert.equal(await outcome(late, bent), "certificate");
});

Deno.test("a second certified key for somebody is not the one that was accepted", async () => {
  const bent = await makeWorld();
  bent.directory.pins.set(ada.user, mal.identity.identityKey);
  assert.equal(await outcome(await make(), bent), "identity-mismatch");
});

Deno.test("a name is later than the one that it follows, whatever the clock says", async () => {
  const after = new Date(NOON + 60_000).toISOString();
  const { time } = parseDisplayName((await make({ after })).statement);
  assert.equal(Date.parse(time), NOON + 60_001);
  const earlier = new Date(NOON - 60_000).toISOString();
  assert.equal(
    Date.parse(parseDisplayName((await make({ after: earlier })).statement).time),
    NOON,
  );
});

Deno.test("a name that breaks the rules is not signed", async () => {
  await assert.rejects(make({ name: "Ace\u202e" }), AppError);
});
