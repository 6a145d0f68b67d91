/** Facts about epochs, their wraps, and the identities that they are sealed for. */

import assert from "node:assert/strict";
import type { ConversationId, EpochId } from "../../protocol/ids.ts";
import type { IdentityRecord } from "../../protocol/frames/answers.ts";
import { ITEM } from "../../protocol/items.ts";
import { MAX_LIST_PART_BYTES } from "../../protocol/limits.ts";
import { TEST_TIME } from "../support/certificates.ts";
import { anyId, anyUser, randomText } from "../support/members.ts";
import {
  epochWrite,
  type Fact,
  identityOf,
  message,
  room,
  wrapFor,
  wrapsWrite,
} from "./archive_writes.ts";

export const epochFacts: Record<string, Fact> = {
  "an epoch counts from its manifest on, and a page names the one its messages need": async (
    { reader, writer },
  ) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    const one = epochWrite(conv, 1, 1);
    await writer.commit([one, message(conv, 2)]);
    assert.deepEqual((await writer.load(conv))?.epoch, { number: 1, id: one.id, control: conv });
    const two = epochWrite(conv, 3, 2);
    await writer.commit([two, message(conv, 4), message(conv, 5)]);
    assert.deepEqual((await writer.load(conv))?.epoch, { number: 2, id: two.id, control: conv });
    const namedBefore = async (after: number) => {
      const { epochs } = await reader.page(a, conv, { after, limit: 1 });
      return epochs.map((text) => ITEM.parse(JSON.parse(text)).id);
    };
    assert.deepEqual(await namedBefore(0), []);
    assert.deepEqual(await namedBefore(1), [one.id]);
    assert.deepEqual(await namedBefore(2), [one.id]);
    assert.deepEqual(await namedBefore(3), [two.id]);
    assert.deepEqual(await namedBefore(4), [two.id]);
  },

  "everybody gets only their own wrap, and only beside the manifest of its maker": async (
    { reader, writer },
  ) => {
    const [conv, a, b] = [anyId<ConversationId>(), anyUser(), anyUser()];
    await reader.openDirect(conv, a, b);
    const manifest = epochWrite(conv, 1, 1, { sender: a });
    const epoch = manifest.id;
    const [forA, forB, forged] = [wrapFor(a), wrapFor(b), wrapFor(b)];
    await writer.commit([
      wrapsWrite(conv, epoch, a, [forA, forB]),
      wrapsWrite(conv, epoch, b, [forged]),
    ]);
    assert.deepEqual(await reader.wraps(b, conv, [epoch]), [], "no manifest yet");
    assert.deepEqual(
      await writer.wrapsOf(epoch, a),
      new Map([[a, forA.cert], [b, forB.cert]]),
    );
    await writer.commit([manifest]);
    for (const { user, cert, wrap } of [forA, forB]) {
      assert.deepEqual(await reader.wraps(user, conv, [anyId(), epoch]), [{ epoch, cert, wrap }]);
    }
    const elsewhere = anyId<ConversationId>();
    await reader.openDirect(elsewhere, b, anyUser());
    assert.deepEqual(await reader.wraps(b, elsewhere, [epoch]), [], "asked in another room");
  },

  "wraps are replaced until their manifest stands, and never after": async (
    { reader, writer },
  ) => {
    const [conv, other, a, b] = [
      anyId<ConversationId>(),
      anyId<ConversationId>(),
      anyUser(),
      anyUser(),
    ];
    await reader.openDirect(conv, a, b);
    await reader.openDirect(other, a, anyUser());
    const manifest = epochWrite(conv, 1, 1, { sender: a });
    const [early, good] = [wrapFor(b), wrapFor(b)];
    await writer.commit([wrapsWrite(conv, manifest.id, a, [early])]);
    await writer.commit([wrapsWrite(conv, manifest.id, a, [good])]);
    await writer.commit([manifest]);
    for (const place of [conv, other]) {
      await writer.commit([wrapsWrite(place, manifest.id, a, [wrapFor(b), wrapFor(a)])]);
    }
    const { cert, wrap } = good;
    assert.deepEqual(await reader.wraps(b, conv, [manifest.id]), [{
      epoch: manifest.id,
      cert,
      wrap,
    }]);
    assert.deepEqual(await reader.wraps(a, conv, [manifest.id]), []);
  },

  "a manifest sweeps its maker's wraps that came to nothing, and no others": async (
    { reader, writer },
  ) => {
    const [conv, other, a, b] = [
      anyId<ConversationId>(),
      anyId<ConversationId>(),
      anyUser(),
      anyUser(),
    ];
    for (const one of [conv, other]) await reader.openDirect(one, a, b);
    const [first, second] = [
      epochWrite(conv, 1, 1, { sender: a }),
      epochWrite(conv, 2, 2, { sender: a }),
    ];
    const [stale, elsewhere, others] = [anyId<EpochId>(), anyId<EpochId>(), anyId<EpochId>()];
    const wraps = [wrapFor(b)];
    await writer.commit([wrapsWrite(conv, first.id, a, wraps), first]);
    await writer.commit([
      wrapsWrite(conv, stale, a, wraps),
      wrapsWrite(conv, second.id, a, wraps),
      wrapsWrite(other, elsewhere, a, wraps),
      wrapsWrite(conv, others, b, wraps),
    ]);
    await writer.commit([second]);
    const left = await Promise.all([
      writer.wrapsOf(stale, a),
      writer.wrapsOf(first.id, a),
      writer.wrapsOf(second.id, a),
      writer.wrapsOf(elsewhere, a),
      writer.wrapsOf(others, b),
    ]);
    assert.deepEqual(left.map(({ size }) => size), [0, 1, 1, 1, 1]);
  },

  "a new identity withdraws the earlier one and is the one to seal for": async (
    { reader, writer },
  ) => {
    const user = anyUser();
    const old = identityOf(user, 1);
    await reader.publishIdentity(old);
    const { sign: _sign, encrypt: _encrypt, encryptNotAfterMs: _end, ...record } = old;
    const now = TEST_TIME.getTime();
    assert.deepEqual(await reader.identity(old.sign), record);
    assert.deepEqual(await reader.identitiesOf([user, anyUser()]), [record]);
    assert.deepEqual(
      await reader.encryptionCertificates([user], now),
      new Map([[user, old.encrypt]]),
    );
    const next = identityOf(user, 2);
    await reader.publishIdentity(next);
    const [first, second] = await reader.identitiesOf([user]);
    assert.equal(first?.revokedAt, next.publishedAt);
    assert.deepEqual([second?.statement, second?.revokedAt], [next.statement, undefined]);
    assert.equal((await writer.identity(old.sign))?.revokedAt, next.publishedAt);
    assert.deepEqual(
      await reader.encryptionCertificates([user, anyUser()], now),
      new Map([[user, next.encrypt]]),
    );
    assert.equal(await reader.identity(anyId()), undefined);
    assert.ok((await reader.enrolledUsers()).includes(user));
    assert.equal((await reader.enrolledUsers()).filter((one) => one === user).length, 1);
  },

  "identities come in parts, all of them and none twice, also of one person with many": async (
    { reader },
  ) => {
    const [many, few] = [anyUser(), anyUser()];
    const certificate = randomText(6_000);
    for (let at = 0; at < 50; at++) {
      await reader.publishIdentity(
        identityOf(many, at, { signCertificate: certificate, encryptCertificate: certificate }),
      );
    }
    await reader.publishIdentity(identityOf(few));
    const users = [few, many, anyUser()];
    const parts: IdentityRecord[][] = [];
    for (let skip: number | undefined = 0; skip !== undefined;) {
      const { identities, next } = await reader.identitiesPart(users, skip);
      assert.ok(JSON.stringify(identities).length < MAX_LIST_PART_BYTES * 1.1);
      parts.push(identities);
      skip = next;
    }
    assert.ok(parts.length > 1 && parts.length < 5, `${parts.length} parts`);
    assert.deepEqual(parts.flat(), await reader.identitiesOf(users));
  },

  "nobody has to seal for a certificate that is over": async ({ reader }) => {
    const identity = identityOf(anyUser());
    await reader.publishIdentity(identity);
    const { user, encrypt, encryptNotAfterMs } = identity;
    const last = await reader.encryptionCertificates([user], encryptNotAfterMs);
    assert.deepEqual(last, new Map([[user, encrypt]]));
    assert.equal((await reader.encryptionCertificates([user], encryptNotAfterMs + 1)).size, 0);
  },

  "withdrawn identities are sealed for no more, and spend the epochs once": async (
    { reader, writer },
  ) => {
    const [user, conv] = [anyUser(), anyId<ConversationId>()];
    await reader.openDirect(conv, user, anyUser());
    await reader.publishIdentity(identityOf(user));
    await writer.commit([epochWrite(conv, 1, 1)]);
    const now = TEST_TIME.getTime();
    assert.deepEqual(await reader.withdrawIdentities(user, now), { conversations: [conv] });
    assert.equal((await writer.load(conv))?.epochSpent, true);
    assert.equal((await reader.encryptionCertificates([user], now)).size, 0);
    assert.equal((await reader.identitiesOf([user]))[0]?.revokedAt, TEST_TIME.toISOString());
    assert.ok(!(await reader.enrolledUsers()).includes(user));
    assert.deepEqual(await reader.withdrawIdentities(user, now + 1), { conversations: [] });
  },

  "a new identity spends the epochs of its person's conversations, and of no others": async (
    subject,
  ) => {
    const { reader, writer } = subject;
    const [user, peer] = [anyUser(), anyUser()];
    const [conv, unsealed] = [anyId<ConversationId>(), anyId<ConversationId>()];
    const foreign = await room(subject, [peer]);
    for (const one of [conv, unsealed]) await reader.openDirect(one, user, peer);
    await writer.commit([epochWrite(conv, 1, 1), epochWrite(foreign, 2, 1)]);
    const spent = async () =>
      await Promise.all(
        [conv, unsealed, foreign].map(async (one) => (await writer.load(one))?.epochSpent),
      );
    assert.deepEqual(await spent(), [false, false, false]);
    const { conversations } = await reader.publishIdentity(identityOf(user, 1));
    assert.deepEqual(conversations.sort(), [conv, unsealed].sort());
    assert.deepEqual(await spent(), [true, false, false]);
    await writer.commit([epochWrite(conv, 2, 2)]);
    assert.deepEqual(await spent(), [false, false, false]);
  },

  "the same identity again changes nothing": async ({ reader, writer }) => {
    const [user, conv] = [anyUser(), anyId<ConversationId>()];
    await reader.openDirect(conv, user, anyUser());
    const identity = identityOf(user, 1);
    await reader.publishIdentity(identity);
    await writer.commit([epochWrite(conv, 1, 1)]);
    const again = { ...identity, publishedAt: new Date(TEST_TIME.getTime() + 9).toISOString() };
    assert.deepEqual(await reader.publishIdentity(again), { conversations: [] });
    assert.equal((await writer.load(conv))?.epochSpent, false);
    const [only, ...others] = await reader.identitiesOf([user]);
    assert.deepEqual([only?.publishedAt, only?.revokedAt, others], [
      identity.publishedAt,
      undefined,
      [],
    ]);
  },
};
