import assert from "node:assert/strict";
import type { Shown } from "../../e2ee/shown.ts";
import type { UserId } from "../../protocol/ids.ts";
import {
  ADA,
  clear,
  edit,
  idAt,
  joined,
  message,
  nameOf,
  NOOR,
  pin,
  react,
  receipt,
  remove,
  reply,
  SAM,
  timeAt,
} from "../../tests/support/shown_items.ts";
import { entriesOf } from "./entries.ts";
import { Fold } from "./fold.ts";

function foldOf(items: readonly Shown[], members: UserId[] = [ADA, NOOR]): Fold {
  const fold = new Fold({ self: ADA, nameOf });
  fold.setMembers(members);
  fold.put(items);
  return fold;
}

/** The rows as the screen has them, of Ada's. */
function rowsOf(fold: Fold) {
  const high = Math.max(...fold.shown.keys());
  return entriesOf({ fold, low: 1, high, beginsAtJoining: false, notices: [], rows: [] });
}

Deno.test("an edit and a delete count from the message's own sender only", () => {
  const fold = foldOf([
    message(1, NOOR, "as written"),
    message(2, ADA, edit(1, "forged")),
    message(3, ADA, remove(1)),
  ]);
  assert.deepEqual([fold.messageAt(1)?.text, fold.messageAt(1)?.deleted], ["as written", false]);
  fold.put([message(4, NOOR, edit(1, "better"))]);
  assert.deepEqual([fold.messageAt(1)?.text, fold.messageAt(1)?.editedAt], ["better", timeAt(4)]);
});

Deno.test("what stands before a message was never meant for it", () => {
  const fold = foldOf([
    message(1, NOOR, edit(3, "forged")),
    message(2, ADA, react(3, "👍")),
    message(3, NOOR, "as written"),
  ]);
  const { text, reactions } = fold.messageAt(3)!;
  assert.deepEqual([text, reactions], ["as written", []]);
});

Deno.test("the newest edit counts, in whatever order they come", () => {
  const fold = foldOf([message(3, ADA, edit(1, "second")), message(2, ADA, edit(1, "first"))]);
  fold.put([message(1, ADA, "original")]);
  assert.equal(fold.messageAt(1)?.text, "second");
  const { wordings } = fold.outcome(fold.contentAt(1)!);
  assert.deepEqual(wordings.map(({ text }) => text), ["original", "first"]);
});

Deno.test("an edit after a delete does not bring the message back", () => {
  const fold = foldOf([
    message(1, ADA, "gone"),
    message(2, NOOR, react(1, "👍")),
    message(3, NOOR, pin(1)),
    message(4, ADA, remove(1)),
    message(5, ADA, edit(1, "back")),
  ]);
  const shown = fold.messageAt(1);
  assert.deepEqual(
    [shown?.text, shown?.deleted, shown?.reactions, shown?.pinned],
    ["", true, [], false],
  );
  assert.deepEqual(fold.pinned(), []);
});

Deno.test("reactions are one per person and emoji, and the newest action counts", () => {
  const fold = foldOf([
    message(1, NOOR, "hi"),
    message(2, ADA, react(1, "👍")),
    message(3, SAM, react(1, "👍")),
    message(4, SAM, react(1, "👍")),
    message(5, ADA, react(1, "🎉")),
    message(6, ADA, react(1, "👍", "remove")),
    message(7, NOOR, react(1, "🙈", "remove")),
  ]);
  assert.deepEqual(fold.messageAt(1)?.reactions, [
    { emoji: "👍", names: ["Sam Sample"], own: false },
    { emoji: "🎉", names: ["Ada Example"], own: true },
  ]);
});

Deno.test("an emoji is one reaction whoever sent which spelling of it, and its tones are others", () => {
  const fold = foldOf([
    message(1, NOOR, "hi"),
    message(2, ADA, react(1, "\u{1f44d}\ufe0f")),
    message(3, SAM, react(1, "\u{1f44d}")),
    message(4, NOOR, react(1, "\u{1f44d}\u{1f3fd}")),
    message(5, SAM, react(1, "\u2764")),
    message(6, ADA, react(1, "\u2764\ufe0f")),
    message(7, SAM, react(1, "\u2764\ufe0f", "remove")),
  ]);
  assert.deepEqual(
    fold.messageAt(1)?.reactions.map(({ emoji, names }) => [emoji, names.length]),
    [["\u{1f44d}", 2], ["\u{1f44d}\u{1f3fd}", 1], ["\u2764\ufe0f", 1]],
  );
});

Deno.test("one person puts only so many emoji under a message, and takes back any of them", () => {
  const emoji = Array.from({ length: 30 }, (_, at) => String.fromCodePoint(0x1f600 + at));
  const fold = foldOf([
    message(1, NOOR, "hi"),
    ...emoji.map((one, at) => message(2 + at, NOOR, react(1, one))),
    message(40, ADA, react(1, emoji[29]!)),
    message(41, NOOR, react(1, emoji[0]!, "remove")),
    message(42, NOOR, react(1, emoji[28]!)),
  ]);
  const shown = fold.messageAt(1)!.reactions.map((one) => one.emoji);
  assert.deepEqual(shown, [...emoji.slice(1, 5), emoji[29], emoji[28]]);
});

Deno.test("pins are listed newest first, and the newest word counts", () => {
  const fold = foldOf([
    message(1, NOOR, "one"),
    message(2, ADA, "two"),
    message(3, ADA, pin(2)),
    message(4, NOOR, pin(1)),
    message(5, NOOR, pin(2, "remove")),
    message(6, NOOR, pin(2)),
  ]);
  assert.deepEqual(fold.pinned().map(({ text }) => text), ["two", "one"]);
  assert.equal(fold.messageAt(1)?.pinned, true);
  fold.put([message(7, ADA, pin(2, "remove"))]);
  assert.deepEqual(fold.pinned().map(({ text }) => text), ["one"]);
});

Deno.test("an answer quotes what it answers as it reads now, and is counted there", () => {
  const fold = foldOf([message(2, NOOR, reply(1, "yes")), message(3, NOOR, reply(1, "really"))]);
  assert.deepEqual(fold.messageAt(2)?.quote, { id: idAt(1) });
  fold.put([message(1, ADA, "**Lunch**?")]);
  assert.deepEqual(fold.messageAt(2)?.quote, {
    id: idAt(1),
    senderName: "Ada Example",
    text: "Lunch?",
  });
  assert.deepEqual([fold.messageAt(1)?.replies, fold.messageAt(2)?.mentionsMe], [2, true]);
  fold.put([message(4, ADA, edit(1, "Dinner?")), message(5, NOOR, remove(3))]);
  assert.equal(fold.messageAt(2)?.quote?.text, "Dinner?");
  assert.equal(fold.messageAt(1)?.replies, 1);
  fold.put([message(6, ADA, remove(1))]);
  assert.deepEqual(fold.messageAt(2)?.quote, { id: idAt(1) });
});

Deno.test("a receipt covers what stands before it, and nothing takes it back", () => {
  const fold = foldOf([1, 2, 3].map((seq) => message(seq, ADA, `text ${seq}`)));
  const states = () => [1, 2, 3].map((seq) => fold.messageAt(seq)?.state);
  assert.deepEqual(states(), ["sent", "sent", "sent"]);
  fold.put([message(4, NOOR, receipt(3, "delivered")), message(5, NOOR, receipt(2, "read"))]);
  assert.deepEqual(states(), ["read", "read", "delivered"]);
  fold.put([message(6, NOOR, receipt(1, "read"))]);
  assert.deepEqual(states(), ["read", "read", "delivered"]);
  assert.equal(fold.receipts.timeOf(NOOR, "delivered", 1), timeAt(4));
  assert.equal(fold.receipts.timeOf(NOOR, "read", 1), timeAt(5));
  assert.equal(fold.receipts.timeOf(NOOR, "read", 3), undefined);
});

Deno.test("a room's message is read when everybody has who was there", () => {
  const fold = foldOf([message(1, ADA, "all?"), message(2, NOOR, receipt(1, "read"))], [
    ADA,
    NOOR,
    SAM,
  ]);
  assert.equal(fold.messageAt(1)?.state, "sent");
  fold.put([message(3, SAM, receipt(1, "delivered"))]);
  assert.equal(fold.messageAt(1)?.state, "delivered");
  fold.put([message(4, SAM, receipt(1, "read"))]);
  assert.equal(fold.messageAt(1)?.state, "read");
  // Somebody who comes later takes nothing back; who leaves is not waited for.
  fold.put([joined(5, "new-id" as UserId)]);
  fold.setMembers([ADA, NOOR, SAM, "new-id" as UserId]);
  assert.equal(fold.messageAt(1)?.state, "read");
  fold.put([message(6, ADA, "and now?"), message(7, NOOR, receipt(6, "read"))]);
  assert.equal(fold.messageAt(6)?.state, "sent");
  fold.setMembers([ADA, NOOR]);
  assert.equal(fold.messageAt(6)?.state, "read");
});

Deno.test("who does not tell what they have read does not see it", () => {
  const fold = new Fold({ self: ADA, nameOf, readShown: () => false });
  fold.setMembers([ADA, NOOR]);
  fold.put([message(1, ADA, "hi"), message(2, NOOR, receipt(1, "read"))]);
  assert.equal(fold.messageAt(1)?.state, "delivered");
});

Deno.test("a receipt for what stands behind it covers nothing", () => {
  const fold = foldOf([message(1, NOOR, receipt(2, "read")), message(2, ADA, "later")]);
  assert.equal(fold.messageAt(2)?.state, "sent");
});

Deno.test("clearing hides for the one who did it only, also when its place comes later", () => {
  const fold = foldOf([
    message(2, ADA, "two"),
    message(3, NOOR, "three"),
    message(4, NOOR, clear(3)),
  ]);
  assert.equal(fold.floor, 0);
  fold.put([message(5, ADA, clear(1))]);
  assert.equal(rowsOf(fold).length, 2);
  fold.put([message(1, NOOR, "one"), message(6, NOOR, reply(1, "quoting"))]);
  assert.deepEqual(fold.floor, 1);
  assert.deepEqual(fold.messageAt(6)?.quote, { id: idAt(1) });
  assert.equal(rowsOf(fold).length, 3);
  fold.hideUpTo(2);
  assert.equal(rowsOf(fold).length, 2);
  fold.hideUpTo(0);
  assert.equal(rowsOf(fold).length, 3);
});

Deno.test("a person is named by their uid as a whole word", () => {
  const texts = ["@ada come", "(@ADA)", "@adam", "x@ada", "@ada.example", "@ada."];
  const fold = foldOf(texts.map((text, i) => message(i + 1, NOOR, text)));
  assert.deepEqual(
    texts.map((_, i) => fold.messageAt(i + 1)?.mentionsMe),
    [true, true, false, false, false, true],
  );
  fold.put([message(7, ADA, "@ada myself")]);
  assert.equal(fold.messageAt(7)?.mentionsMe, false);
});

Deno.test("one's own act shows before it is in the log, and goes if it is not taken", () => {
  const fold = foldOf([message(1, ADA, "tpyo")]);
  fold.setPending([{ payload: edit(1, "typo"), time: timeAt(9) }]);
  assert.equal(fold.messageAt(1)?.text, "typo");
  fold.setPending([]);
  assert.equal(fold.messageAt(1)?.text, "tpyo");
  fold.setPending([{ id: idAt(2), payload: react(1, "👍"), time: timeAt(9) }]);
  fold.put([message(2, ADA, react(1, "👍"))]);
  assert.equal(fold.messageAt(1)?.reactions[0]?.names.length, 1);
});

Deno.test("what was withdrawn takes its effects along", () => {
  const closed = (seq: number): Shown => ({
    kind: "placeholder",
    seq,
    id: idAt(seq),
    item: "message",
    reason: "stale-epoch",
    detail: "",
    time: timeAt(seq),
  });
  const fold = foldOf([
    message(1, ADA, "hi"),
    message(2, ADA, edit(1, "ho")),
    message(3, NOOR, receipt(1, "read")),
    message(4, NOOR, reply(1, "yes")),
  ]);
  fold.put([closed(2), closed(3), closed(4)]);
  const { text, state, replies } = fold.messageAt(1)!;
  assert.deepEqual([text, state, replies], ["hi", "sent", 0]);
  assert.deepEqual(rowsOf(fold).map(({ type }) => type), ["message", "closed", "closed", "closed"]);
});

Deno.test("rows that nothing happened to are the same objects as before", () => {
  const fold = foldOf([1, 2, 3].map((seq) => message(seq, ADA, `text ${seq}`)));
  const before = rowsOf(fold);
  fold.put([message(4, NOOR, react(2, "👍"))]);
  fold.touchAll();
  const after = rowsOf(fold);
  assert.deepEqual(after.map((row, i) => row === before[i]), [true, false, true]);
});

/** A repeatable stream of numbers below `n`. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % n;
  };
}

function randomTalk(length: number, roll: (n: number) => number): Shown[] {
  const people = [ADA, NOOR, SAM];
  return Array.from({ length }, (_, i): Shown => {
    const seq = i + 1;
    const sender = people[roll(3)]!;
    const target = 1 + roll(length);
    switch (roll(11)) {
      case 0:
        return message(seq, sender, edit(target, `edit ${seq}`));
      case 1:
        return message(seq, sender, remove(target));
      case 2:
      case 3:
        return message(
          seq,
          sender,
          react(target, ["👍", "🎉"][roll(2)]!, roll(3) ? "add" : "remove"),
        );
      case 4:
        return message(seq, sender, pin(target, roll(3) ? "add" : "remove"));
      case 5:
        return message(seq, sender, receipt(target, roll(2) ? "read" : "delivered"));
      case 6:
        return message(seq, sender, reply(target, `answer ${seq} to @ada`));
      case 7:
        return roll(12) ? message(seq, sender, `text ${seq}`) : message(seq, sender, clear(target));
      default:
        return message(seq, sender, `text ${seq}`);
    }
  });
}

Deno.test("whatever order pages come in, the view is the same", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const roll = dice(seed);
    const talk = randomTalk(80, roll);
    const members = [ADA, NOOR, SAM];
    const whole = foldOf(talk, members);
    const pages: Shown[][] = [];
    for (let at = 0; at < talk.length;) {
      const size = 1 + roll(20);
      pages.push(talk.slice(at, at + size));
      at += size;
    }
    const piecewise = foldOf([], members);
    while (pages.length > 0) {
      piecewise.put(pages.splice(roll(pages.length), 1)[0]!);
      // Rows are looked at in between: nothing that is remembered may outlive its reason.
      for (const seq of piecewise.shown.keys()) piecewise.rowsAt(seq);
      piecewise.pinned();
    }
    assert.deepEqual(rowsOf(piecewise), rowsOf(whole), `seed ${seed}`);
    assert.deepEqual(piecewise.pinned(), whole.pinned(), `seed ${seed}`);
  }
});

Deno.test("one event among 10,000 messages touches what it names and little else", () => {
  const talk = Array.from({ length: 10_000 }, (_, i) => message(i + 1, i % 2 ? ADA : NOOR, "text"));
  const fold = foldOf(talk);
  let before = new Set(rowsOf(fold));
  for (let i = 0; i < 10; i++) {
    const seq = 10_001 + i;
    fold.put([message(seq, NOOR, i % 2 ? react(5 + i, "👍") : "more")]);
    const rows = rowsOf(fold);
    // The new row, or the one that was reacted to: what did not change is the same object.
    assert.equal(rows.filter((row) => !before.has(row)).length, 1, `event ${i}`);
    before = new Set(rows);
  }
});

Deno.test("items beside the log stand for pins and quotes, and go again without a trace", () => {
  const fold = foldOf([message(90, NOOR, reply(3, "as I said")), message(91, SAM, pin(5))]);
  const before = { rows: rowsOf(fold), pinned: fold.pinned() };
  assert.deepEqual(before.pinned, []);
  fold.putAside([
    message(3, ADA, "the first wording"),
    message(5, ADA, "pinned later"),
    message(7, NOOR, pin(3)),
    message(8, ADA, edit(3, "the second")),
  ]);
  assert.deepEqual(fold.pinned().map(({ text }) => text), ["pinned later", "the second"]);
  const [quoting] = fold.rowsAt(90);
  assert.equal(quoting?.type === "message" && quoting.quote?.text, "the second");
  fold.remove([7]);
  assert.deepEqual(fold.pinned().map(({ text }) => text), ["pinned later"]);
  fold.putAside([message(7, NOOR, pin(3))]);
  assert.equal(fold.pinned().length, 2);
  fold.put([message(92, NOOR, pin(3, "remove"))]);
  assert.deepEqual(fold.pinned().map(({ text }) => text), ["pinned later"]);
  fold.remove([3, 5, 7, 8, 92]);
  assert.deepEqual(fold.pinned(), []);
  assert.deepEqual(fold.rowsAt(90), before.rows);
});

/** Twenty-odd different emoji. */
const EMOJI = Array.from({ length: 30 }, (_, i) => String.fromCodePoint(0x1f600 + i));
const PEOPLE = Array.from({ length: 6 }, (_, i) => `person-${i}` as UserId);

function emojiUnder(fold: Fold): string[] {
  return [...fold.outcome(fold.content(idAt(1))!).reactions.keys()];
}

Deno.test("a message takes so many different emoji, and a person puts so many there; the first count", () => {
  const items: Shown[] = [message(1, NOOR, "well?")];
  for (let i = 0; i < 30; i++) {
    items.push(message(i + 2, PEOPLE[Math.floor(i / 6)]!, react(1, EMOJI[i]!)));
  }
  const fold = foldOf(items);
  // Of the six of each person the first five, and of those the first twenty.
  const counted = EMOJI.filter((_, i) => i % 6 < 5).slice(0, 20);
  assert.deepEqual(emojiUnder(fold), counted);
  // What is there already may still be joined by whoever has room.
  fold.put([message(40, PEOPLE[5]!, react(1, counted[0]!))]);
  assert.equal(fold.outcome(fold.content(idAt(1))!).reactions.get(counted[0]!)!.length, 2);
});

Deno.test("which reactions count does not hang on the order in which they were loaded", () => {
  const items: Shown[] = [message(1, NOOR, "well?")];
  for (let i = 0; i < 25; i++) items.push(message(i + 2, PEOPLE[i % 6]!, react(1, EMOJI[i]!)));
  // One is taken away: what came too late stays out, what comes after has its place.
  items.push(message(40, PEOPLE[0]!, react(1, EMOJI[0]!, "remove")));
  items.push(message(41, PEOPLE[5]!, react(1, EMOJI[29]!)));
  const forwards = foldOf(items);
  const backwards = new Fold({ self: SAM, nameOf });
  for (const item of items.toReversed()) backwards.put([item]);
  assert.deepEqual(emojiUnder(forwards), emojiUnder(backwards));
  assert.deepEqual(emojiUnder(forwards), [...EMOJI.slice(1, 20), EMOJI[29]]);
});
