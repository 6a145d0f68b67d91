import assert from "node:assert/strict";
import { closedTitle } from "../model/closed_title.ts";
import type { Shown } from "../../e2ee/shown.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { type EntriesInput, entriesOf } from "./entries.ts";
import { Fold } from "./fold.ts";

const ANNA = "anna-id" as UserId;
const BEN = "ben-id" as UserId;
const TIME = "2026-11-22T10:00:00.000Z";

function message(seq: number, sender: UserId, text: string, missing = 0): Shown {
  const id = `m${seq}` as ItemId;
  return {
    kind: "message",
    seq,
    id,
    sender,
    device: "d" as never,
    cert: "c" as never,
    epoch: 1,
    time: TIME,
    takenAt: TIME,
    payload: { type: "text", text },
    missing,
  };
}

function control(seq: number, rest: object): Shown {
  const record = { actor: BEN, subject: "", name: "", role: "", policy: "", ...rest } as never;
  return { kind: "control", seq, id: `c${seq}` as ItemId, time: TIME, record };
}

function rowsOf(
  shown: Shown[],
  { keys = {}, ...rest }: Partial<EntriesInput> & { keys?: Record<string, string> } = {},
) {
  const fold = new Fold({
    self: ANNA,
    nameOf: (user) =>
      user === ANNA ? { uid: "anna", fullName: "Anna A" } : { uid: "ben", fullName: "Ben B" },
  });
  fold.put(shown);
  for (const [id, key] of Object.entries(keys)) fold.setKey(id as ItemId, key);
  const high = Math.max(...shown.map(({ seq }) => seq));
  return entriesOf({ fold, low: 1, high, beginsAtJoining: false, notices: [], rows: [], ...rest });
}

Deno.test("messages stand in the order of their places with the names of their senders", () => {
  const rows = rowsOf([message(3, ANNA, "two"), message(2, BEN, "one")]);
  assert.deepEqual(
    rows.map((row) => row.type === "message" && [row.text, row.senderName, row.own, row.state]),
    [["one", "Ben B", false, "sent"], ["two", "Anna A", true, "sent"]],
  );
});

Deno.test("a message keeps the key that it had while it was on its way", () => {
  assert.deepEqual(
    rowsOf([message(2, ANNA, "x"), message(3, ANNA, "y")], { keys: { m2: "own:1" } }).map((row) =>
      row.key
    ),
    ["own:1", "m3"],
  );
});

Deno.test("what is on its way stands last, with its state", () => {
  const rows = rowsOf([message(2, BEN, "one")], {
    rows: [{
      key: "own:1",
      payload: { type: "text", text: "mine" },
      time: TIME,
      state: "failed",
      problem: "No.",
    }],
  });
  assert.deepEqual(rows.map(({ key }) => key), ["m2", "own:1"]);
  const [, last] = rows;
  assert.ok(last?.type === "message" && last.state === "failed" && last.problem === "No.");
});

Deno.test("control records and the client's notices read as sentences, in their places", () => {
  const rows = rowsOf([
    control(1, { type: "create", name: "Lunch" }),
    control(2, { type: "join", actor: ANNA }),
    message(3, BEN, "hi"),
  ], { notices: [{ seq: 2, time: TIME, text: "Ben has new keys." }] });
  assert.deepEqual(rows.map((row) => row.type === "notice" ? row.text : row.type), [
    'Ben B created the room "Lunch".',
    "Anna A joined.",
    "Ben has new keys.",
    "message",
  ]);
});

Deno.test("a refused message is a closed row with its reason and no content", () => {
  const [row] = rowsOf([{
    kind: "placeholder",
    seq: 1,
    id: "p" as ItemId,
    item: "message",
    reason: "signature",
    detail: "x",
    sender: BEN,
    time: TIME,
  }]);
  assert.ok(row?.type === "closed" && row.reason === "signature" && /signature/.test(row.message));
});

Deno.test("a closed row is headed by whose it is: another's, one's own, or nobody's", () => {
  const closedBy = (sender?: UserId) => {
    const [row] = rowsOf([{
      kind: "placeholder",
      seq: 1,
      id: "p" as ItemId,
      item: "message",
      reason: "no-secret",
      detail: "x",
      ...(sender === undefined ? {} : { sender }),
      time: TIME,
    }]);
    assert.ok(row?.type === "closed");
    return row;
  };
  assert.equal(closedTitle(closedBy(BEN)), "Closed message from Ben B");
  assert.equal(closedTitle(closedBy(ANNA)), "Closed message of your own");
  const unproven = closedBy();
  assert.equal(closedTitle(unproven), "Closed message, and nobody can tell whose");
  assert.ok(!("senderName" in unproven) && !("own" in unproven));
});

Deno.test("before one's joining there is one line", () => {
  const rows = rowsOf([control(9, { type: "join", actor: ANNA })], {
    low: 9,
    beginsAtJoining: true,
  });
  assert.deepEqual(rows.map(({ type }) => type), ["notice", "notice"]);
});

Deno.test("records before the first loaded place are not shown", () => {
  const rows = rowsOf([control(1, { type: "create", name: "Lunch" }), message(9, BEN, "x")], {
    low: 9,
  });
  assert.deepEqual(rows.map(({ type }) => type), ["message"]);
});

Deno.test("messages that were kept back are told", () => {
  const [row] = rowsOf([message(5, BEN, "x", 2)]);
  assert.ok(row?.type === "notice" && /2 messages of Ben B/.test(row.text));
});

Deno.test("what acts on a message has no row", () => {
  const act = { ...message(5, BEN, "x"), payload: { type: "delete", target: "m1" } } as Shown;
  assert.deepEqual(rowsOf([act]), []);
});

function sealed(
  seq: number,
  detail = "other-certificate: sealed for another",
  sender = BEN,
): Shown {
  return {
    kind: "placeholder",
    item: "message",
    seq,
    id: `s${seq}` as ItemId,
    reason: "no-secret",
    detail,
    sender,
    time: new Date(Date.parse(TIME) + seq * 60_000).toISOString(),
  };
}

function epoch(seq: number): Shown {
  return {
    ...control(seq, {}),
    kind: "epoch",
    epoch: "e" as never,
    number: 2,
    maker: BEN,
  } as Shown;
}

Deno.test("what stands in a row sealed for other keys is one row, keys and acts between them or not", () => {
  const acted = {
    ...message(5, BEN, ""),
    payload: { type: "receipt", target: "x", state: "read" },
  };
  const [run, text] = rowsOf([
    sealed(2),
    sealed(3, "no-wrap: none for us", ANNA),
    epoch(4),
    acted as Shown,
    sealed(6),
    message(7, BEN, "after"),
  ]);
  assert.deepEqual(run, {
    type: "sealed",
    key: "s6",
    since: "2026-11-22T10:02:00.000Z",
    time: "2026-11-22T10:06:00.000Z",
    count: 3,
    senders: [{ name: "Ben B", count: 2 }, { name: "Anna A", count: 1 }],
  });
  assert.equal(text?.key, "m7");
});

Deno.test("a run that grows at its beginning keeps its key and its time", () => {
  const short = rowsOf([sealed(5), sealed(6)], { low: 5 })[0]!;
  const long = rowsOf([sealed(2), sealed(3), sealed(4), sealed(5), sealed(6)])[0]!;
  assert.deepEqual([long.key, long.time], [short.key, short.time]);
  const alone = rowsOf([sealed(6)], { low: 6 })[0]!;
  assert.deepEqual([alone.type, alone.key], ["closed", short.key]);
});

Deno.test("what should have opened, and every other refusal, stays visible one by one", () => {
  const refused: Shown = { ...sealed(4), reason: "signature" } as Shown;
  const rows = rowsOf([
    sealed(2),
    sealed(3),
    refused,
    { ...refused, seq: 5, id: "s5" as ItemId } as Shown,
    sealed(6, "wrong-wrap: it does not open"),
    sealed(7, "unreachable: no connection"),
    sealed(8),
  ]);
  assert.deepEqual(rows.map(({ type }) => type), ["sealed", ...Array(5).fill("closed")]);
});

Deno.test("a line of the client's own stands where it belongs, between two runs", () => {
  const notices = [{ seq: 3, time: TIME, text: "New keys." }];
  const rows = rowsOf([2, 3, 4, 5].map((seq) => sealed(seq)), { notices });
  assert.deepEqual(rows.map(({ type }) => type), ["sealed", "notice", "sealed"]);
});
