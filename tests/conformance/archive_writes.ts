/** What the facts about an archive are written with. */

import type { ArchiveForGateway } from "../../server/bridge/port.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import type { ConversationId, EpochId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import { ITEM, type Item, type RoomPolicy, type Wrap } from "../../protocol/items.ts";
import type {
  Archive,
  ItemWrite,
  NewIdentity,
  NewName,
  StoredPage,
  WrapsWrite,
} from "../../server/archive/port.ts";
import { TEST_TIME } from "../support/certificates.ts";
import { anyBlock, anyId, anyMessage, anyUser, randomText } from "../support/members.ts";

export interface ArchiveSubject {
  reader: ArchiveForGateway & Pick<Archive, "publishIdentity" | "withdrawIdentities">;
  writer: Archive;
}

/** A promise of the port, as a test of whatever keeps it. */
export type Fact = (subject: ArchiveSubject) => Promise<void>;

/** A write of the message at `seq`. */
export function message(
  conv: ConversationId,
  seq: number,
  changes: Partial<ItemWrite> = {},
): ItemWrite {
  const sender = changes.sender ?? anyUser();
  return {
    type: "item",
    conv,
    kind: "message",
    seq,
    id: anyId<ItemId>(),
    sender,
    timeMs: TEST_TIME.getTime() + seq,
    body: JSON.stringify(anyMessage({ conv, sender })),
    ...changes,
  };
}

export function control(
  conv: ConversationId,
  seq: number,
  changes: Partial<ItemWrite> = {},
): ItemWrite {
  const body = JSON.stringify({ record: `{"n":${seq}}`, sig: anyBlock() });
  return message(conv, seq, { kind: "control", body, ...changes });
}

export function epochWrite(
  conv: ConversationId,
  seq: number,
  number: number,
  changes: Partial<ItemWrite> = {},
): ItemWrite & { id: ItemId & EpochId } {
  const id = (changes.id ?? anyId()) as ItemId & EpochId;
  const body = JSON.stringify({ manifest: "{}", sig: anyBlock() });
  const epoch = { number, id, control: conv };
  return { ...message(conv, seq, { kind: "epoch", body, epoch, ...changes }), id };
}

/** A room with these members, whose create record is its first item. */
export async function room(
  { writer }: ArchiveSubject,
  members: UserId[],
  { policy = "invite", name = "Kitchen" }: { policy?: RoomPolicy; name?: string } = {},
): Promise<ConversationId> {
  const conv = anyId<ConversationId>();
  const [sender] = members;
  await writer.commit([control(conv, 1, {
    creates: true,
    room: { name, policy },
    joined: members,
    ...(sender === undefined ? {} : { sender }),
  })]);
  return conv;
}

export function itemsOf(page: StoredPage): Item[] {
  return page.items.map((text) => ITEM.parse(JSON.parse(text)));
}

export function seqsOf(page: StoredPage): number[] {
  return page.items.map((text) => (JSON.parse(text) as Item).seq);
}

export function identityOf(user: UserId, at = 0, changes: Partial<NewIdentity> = {}): NewIdentity {
  return {
    user,
    statement: `{"of":"${user}","at":${at}}`,
    sig: anyBlock(),
    sign: anyId<Fingerprint>(),
    encrypt: anyId<Fingerprint>(),
    encryptNotAfterMs: TEST_TIME.getTime() + 1000,
    signCertificate: randomText(40),
    encryptCertificate: randomText(40),
    publishedAt: new Date(TEST_TIME.getTime() + at).toISOString(),
    ...changes,
  };
}

export function wrapFor(user: UserId, changes: Partial<Wrap> = {}): Wrap {
  return { user, cert: anyId<Fingerprint>(), wrap: anyBlock(), ...changes };
}

export function wrapsWrite(
  conv: ConversationId,
  epoch: EpochId,
  sender: UserId,
  wraps: Wrap[],
): WrapsWrite {
  return { type: "wraps", timeMs: TEST_TIME.getTime(), conv, epoch, sender, wraps };
}

/** A display name, `at` milliseconds after the test's time. */
export function nameOf(user: UserId, at: number): NewName {
  const time = new Date(TEST_TIME.getTime() + at).toISOString();
  return { user, time, statement: `{"name":"${randomText(9)}"}`, sig: anyBlock() };
}

export function recordOf({ statement, sig }: NewName): NameRecord {
  return { statement, sig };
}
