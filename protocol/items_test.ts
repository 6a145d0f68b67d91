import assert from "node:assert/strict";
import { toBase64Url } from "./encoding.ts";
import type { ErrorKind } from "./errors.ts";
import type { ConversationId, DeviceId, EpochId, Fingerprint, ItemId, Uid, UserId } from "./ids.ts";
import {
  CONTROL_RECORD,
  CONTROL_TYPES,
  type ControlRecord,
  ENVELOPE_HEADER,
  type EnvelopeHeader,
  EPOCH_MANIFEST,
  type EpochManifest,
  GCM_TAG_BYTES,
  IDENTITY_STATEMENT,
  type IdentityStatement,
  ITEM,
  parseControlRecord,
  parseEnvelopeHeader,
  parseEpochManifest,
  parseIdentityStatement,
  RSA_BLOCK_BYTES,
} from "./items.ts";
import {
  MAX_CONTROL_RECORD_BYTES,
  MAX_HEADER_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_ROOM_NAME_CHARS,
  MAX_WRAPS_PER_FRAME,
} from "./limits.ts";
import { type ObjectSchema, writeSigned } from "./strict.ts";
import { parseClientFrame } from "./frames/client_frames.ts";
import { refusalOf } from "../tests/support/refusals.ts";

const hash = <Id extends string>(byte: number) => toBase64Url(new Uint8Array(32).fill(byte)) as Id;
const SHORT = toBase64Url(new Uint8Array(16));
const BLOCK = toBase64Url(new Uint8Array(RSA_BLOCK_BYTES));
const USER = "5a1f0e1c-0001-4000-8000-00000000ada0" as UserId;
const TIME = "2026-11-22T12:00:00.000Z";

const HEADER: EnvelopeHeader = {
  v: 1,
  suite: 1,
  conv: hash<ConversationId>(1),
  epoch: hash<EpochId>(2),
  sender: USER,
  cert: hash<Fingerprint>(3),
  device: SHORT as DeviceId,
  seq: 1,
  prev: "",
  time: TIME,
  salt: SHORT,
};
const RECORD: ControlRecord = {
  v: 1,
  room: hash<ConversationId>(1),
  n: 3,
  prev: hash(2),
  type: "rename",
  actor: USER,
  cert: hash<Fingerprint>(3),
  time: TIME,
  subject: "",
  role: "",
  name: "Kitchen",
  policy: "",
  salt: SHORT,
};
const MANIFEST: EpochManifest = {
  v: 1,
  conv: hash<ConversationId>(1),
  number: 1,
  control: hash(2),
  commit: hash(3),
  recipients: hash(4),
  maker: USER,
  cert: hash<Fingerprint>(5),
  time: TIME,
};
const STATEMENT: IdentityStatement = {
  v: 1,
  user: USER,
  uid: "ada" as Uid,
  sign: hash<Fingerprint>(1),
  encrypt: hash<Fingerprint>(2),
  time: TIME,
  prev: "",
};

/** Each value breaks the field that it stands for. */
type Broken<T> = { [K in keyof T]-?: readonly unknown[] };

/** Every field missing, every field broken, one field too many, a text too long. */
function breakSigned<T extends object>(
  parse: (text: unknown) => T,
  schema: ObjectSchema<T>,
  good: T,
  broken: Broken<T>,
): void {
  assert.deepEqual(parse(writeSigned(schema, good)), good);
  assert.deepEqual(Object.keys(broken).sort(), Object.keys(schema.fields).sort());
  for (const [field, values] of Object.entries(broken) as [keyof T & string, unknown[]][]) {
    for (const value of values) {
      const text = JSON.stringify({ ...good, [field]: value });
      const refused = refusalOf(() => parse(text), `${field} ${JSON.stringify(value)}`);
      assert.equal(refused.field, field);
    }
    const { [field]: _left, ...rest } = good;
    assert.equal(refusalOf(() => parse(JSON.stringify(rest)), `no ${field}`).field, field);
  }
  assert.equal(refusalOf(() => parse(JSON.stringify({ ...good, more: 1 }))).field, '"more"');
}

const NOT_A_HASH = ["", SHORT, `${hash(1)}=`, hash(1).slice(0, -1) + "B", 5, null];
const NOT_A_USER = ["", "ada", USER.toUpperCase(), null];
const NOT_A_TIME = ["", "2026-11-22", 1, null];

Deno.test("a message header is taken whole, and refused for any broken field", () => {
  breakSigned(parseEnvelopeHeader, ENVELOPE_HEADER, HEADER, {
    v: [0, 2, "1"],
    suite: [0, 2, "1"],
    conv: NOT_A_HASH,
    epoch: NOT_A_HASH,
    sender: NOT_A_USER,
    cert: NOT_A_HASH,
    device: ["", hash(1), null],
    seq: [0, -1, 1.5, "1", 2 ** 53],
    prev: [SHORT, null],
    time: NOT_A_TIME,
    salt: ["", hash(1)],
  });
});

Deno.test("a control record is taken whole, and refused for any broken field", () => {
  breakSigned(parseControlRecord, CONTROL_RECORD, RECORD, {
    v: [0, 2, "1"],
    room: [SHORT, null],
    n: [-1, 1.5, "1"],
    prev: [SHORT, null],
    type: ["", "destroy", null],
    actor: NOT_A_USER,
    cert: NOT_A_HASH,
    time: NOT_A_TIME,
    subject: ["ada", null],
    role: ["owner", null],
    name: [
      "x\u202ey",
      "x\u2069",
      "\u200b",
      "\u2800",
      "Engine\u200b room",
      "a\u200cb",
      "x  y",
      " x",
      "x ",
      "a\nb",
      "a\u0000b",
      "a\u007fb",
      "x".repeat(MAX_ROOM_NAME_CHARS + 1),
      null,
    ],
    policy: ["closed", null],
    salt: ["", hash(1)],
  });
  for (const type of CONTROL_TYPES) {
    assert.equal(parseControlRecord(writeSigned(CONTROL_RECORD, { ...RECORD, type })).type, type);
  }
});

Deno.test("an epoch manifest is taken whole, and refused for any broken field", () => {
  breakSigned(parseEpochManifest, EPOCH_MANIFEST, MANIFEST, {
    v: [0, 2],
    conv: NOT_A_HASH,
    number: [0, 1.5, "1"],
    control: NOT_A_HASH,
    commit: NOT_A_HASH,
    recipients: NOT_A_HASH,
    maker: NOT_A_USER,
    cert: NOT_A_HASH,
    time: NOT_A_TIME,
  });
});

Deno.test("an identity statement is taken whole, and refused for any broken field", () => {
  breakSigned(parseIdentityStatement, IDENTITY_STATEMENT, STATEMENT, {
    v: [0, 2],
    user: NOT_A_USER,
    uid: ["", "A", "a ", "a\u200bb"],
    sign: NOT_A_HASH,
    encrypt: NOT_A_HASH,
    time: NOT_A_TIME,
    prev: [SHORT, null],
  });
});

Deno.test("a room's name may have any letters, up to 80 characters", () => {
  const names = [
    "Küche",
    "台所",
    "\u{1f373} & more",
    "ක්\u200dරිෂාන්",
    "x".repeat(MAX_ROOM_NAME_CHARS),
  ];
  for (const name of [...names, "\u{1f373}".repeat(MAX_ROOM_NAME_CHARS)]) {
    assert.equal(parseControlRecord(writeSigned(CONTROL_RECORD, { ...RECORD, name })).name, name);
  }
});

Deno.test("signed texts over their limit are too large, whatever they hold", () => {
  assert.equal(
    refusalOf(() => parseEnvelopeHeader(" ".repeat(MAX_HEADER_BYTES + 1))).kind,
    "too-large",
  );
  assert.equal(
    refusalOf(() => parseControlRecord("ä".repeat(MAX_CONTROL_RECORD_BYTES / 2 + 1))).kind,
    "too-large",
  );
});

/** A body of this kind as the server takes it from a client's frame. */
function parseSubmission(kind: unknown, body: unknown): unknown {
  const frame = { type: "submit", ref: 1, conv: hash(1), kind, body };
  const { type: _type, ref: _ref, conv: _conv, ...submission } = parseClientFrame(
    JSON.stringify(frame),
  ) as typeof frame;
  return submission;
}

const MESSAGE = { hdr: "{}", com: hash(1), ct: "AAAA", sig: BLOCK };
const WRAP = { user: USER, cert: hash(1), wrap: BLOCK };
const BODIES = {
  message: MESSAGE,
  control: { record: "{}", sig: BLOCK },
  epoch: { manifest: "{}", sig: BLOCK },
  wraps: { epoch: hash(1), wraps: [WRAP] },
};

Deno.test("every kind of submission is taken, and refused for any broken field", () => {
  const longest = Math.ceil(((MAX_PAYLOAD_BYTES + GCM_TAG_BYTES) * 4) / 3);
  const broken: { [K in keyof typeof BODIES]: Record<string, unknown[]> } = {
    message: {
      hdr: ["", "{", "x".repeat(MAX_HEADER_BYTES + 1), "\ud800{}", null],
      com: NOT_A_HASH,
      ct: ["", "AAA", "AAA=", "A+A/", "AAAÄ", "A".repeat(longest + 1), null],
      sig: ["", hash(1), `${BLOCK}A`, null],
    },
    control: {
      record: ["", "x".repeat(MAX_CONTROL_RECORD_BYTES + 1), null],
      sig: ["", hash(1)],
    },
    epoch: { manifest: ["", null], sig: ["", hash(1)] },
    wraps: {
      epoch: NOT_A_HASH,
      wraps: [
        [],
        {},
        null,
        [{ ...WRAP, user: "ada" }],
        [{ ...WRAP, cert: "" }],
        [{ ...WRAP, wrap: "" }],
        [{ ...WRAP, more: 1 }],
        [WRAP, null],
        Array(MAX_WRAPS_PER_FRAME + 1).fill(WRAP),
      ],
    },
  };
  for (const kind of Object.keys(BODIES) as (keyof typeof BODIES)[]) {
    const good = BODIES[kind];
    assert.deepEqual(parseSubmission(kind, good), { kind, body: good });
    for (const [field, values] of Object.entries(broken[kind])) {
      for (const value of values) {
        const what = `${kind} ${field} ${JSON.stringify(value)}`;
        const refused = refusalOf(() => parseSubmission(kind, { ...good, [field]: value }), what);
        assert.equal(refused.field, field, what);
      }
      const { [field as never]: _left, ...rest } = good;
      assert.equal(
        refusalOf(() => parseSubmission(kind, rest), `${kind}, no ${field}`).field,
        field,
      );
    }
    refusalOf(() => parseSubmission(kind, { ...good, more: 1 }), `${kind} more`);
  }
  assert.ok(parseSubmission("message", { ...MESSAGE, ct: "A".repeat(longest) }));
  assert.ok(
    parseSubmission("wraps", { epoch: hash(1), wraps: Array(MAX_WRAPS_PER_FRAME).fill(WRAP) }),
  );
  for (const kind of ["", "Message", "constructor", undefined, null]) {
    assert.equal(refusalOf(() => parseSubmission(kind, MESSAGE)).field, "kind");
  }
});

Deno.test("an item is a body in its place, and refused for any broken field", () => {
  const item = {
    conv: hash<ConversationId>(1),
    seq: 1,
    kind: "message" as const,
    id: hash<ItemId>(2),
    time: TIME,
    body: MESSAGE,
  };
  assert.deepEqual(ITEM.parse(item), item);
  const broken: Record<string, unknown[]> = {
    conv: NOT_A_HASH,
    seq: [0, -1, 1.5, "1"],
    kind: ["wraps", "", null],
    id: NOT_A_HASH,
    time: NOT_A_TIME,
    body: ["", null, 5],
  };
  for (const [field, values] of Object.entries(broken)) {
    for (const value of values) {
      const refused = refusalOf(() => ITEM.parse({ ...item, [field]: value }), field);
      assert.deepEqual([refused.kind, refused.field], ["invalid" satisfies ErrorKind, field]);
    }
  }
  assert.equal(refusalOf(() => ITEM.parse({ ...item, body: BODIES.control })).kind, "invalid");
});
