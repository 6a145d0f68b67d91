import assert from "node:assert/strict";
import { hashOfText } from "../../e2ee/digest.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import type { SubmitFrame } from "../../protocol/frames/client_frames.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Submission } from "../../protocol/items.ts";
import { ADA, BOB } from "../../tests/support/certificates.ts";
import { anyBlock, anyId, anyMessage, enrolAda, enrolBob } from "../../tests/support/members.ts";
import { toSubmitted } from "./submissions.ts";

const conv = anyId<ConversationId>();
const [ada, bob] = await Promise.all([enrolAda(), enrolBob()]);

function frame(submission: Submission, to = conv): SubmitFrame {
  return { type: "submit", ref: 1, conv: to, ...submission };
}

function refused(submitted: SubmitFrame, kind: ErrorKind, detail?: string): void {
  assert.throws(() => toSubmitted(submitted, ADA.id), (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.kind, kind, error.message);
    if (detail !== undefined) {
      assert.ok([error.field, error.reason].includes(detail), error.message);
    }
    return true;
  });
}

/** A record and a manifest that `who` signed, as bodies of a frame. */
async function signedBy(who: typeof ada) {
  const record = await who.record(undefined, { type: "create", name: "K", policy: "open" });
  const { wraps, manifest } = await who.epoch(conv, { recipients: [ada, bob] });
  return {
    room: record.state.room,
    control: { kind: "control", body: JSON.parse(record.submitted.body) } as const,
    epoch: { kind: "epoch", body: JSON.parse(manifest.body) } as const,
    wraps: { kind: "wraps", body: JSON.parse(wraps.body) } as const,
  };
}

Deno.test("an item is named by the hash of its signed text, and handed on as it came", async () => {
  const { room, control, epoch, wraps } = await signedBy(ada);
  const body = anyMessage({ conv, sender: ADA.id });
  const header = JSON.parse(body.hdr);
  const message = toSubmitted(frame({ kind: "message", body }), ADA.id);
  assert.deepEqual(message, {
    conv,
    kind: "message",
    id: await hashOfText(body.hdr),
    sender: ADA.id,
    epoch: header.epoch,
    body: JSON.stringify(body),
  });
  const record = toSubmitted(frame(control, room), ADA.id);
  assert.deepEqual([record.id, record.conv, record.epoch], [room, room, ""]);
  const manifest = toSubmitted(frame(epoch), ADA.id);
  assert.equal(manifest.id, await hashOfText(epoch.body.manifest));
  const handed = toSubmitted(frame(wraps), ADA.id);
  assert.deepEqual([handed.id, handed.epoch], ["", manifest.id]);
});

Deno.test("nobody hands in what somebody else signed", async () => {
  const { room, control, epoch } = await signedBy(bob);
  const body = anyMessage({ conv, sender: BOB.id });
  refused(frame({ kind: "message", body }), "forbidden", "sender");
  refused(frame(control, room), "forbidden", "sender");
  refused(frame(epoch), "forbidden", "sender");
});

Deno.test("what names another conversation is refused", async () => {
  const { control, epoch } = await signedBy(ada);
  refused(frame({ kind: "message", body: anyMessage({ sender: ADA.id }) }), "invalid", "conv");
  refused(frame(epoch, anyId()), "invalid", "conv");
  refused(frame(control), "invalid", "conv");
});

Deno.test("a signed text in another spelling is refused", async () => {
  const { room, control, epoch } = await signedBy(ada);
  const body = anyMessage({ conv, sender: ADA.id });
  refused(frame({ kind: "message", body: { ...body, hdr: `${body.hdr} ` } }), "invalid");
  refused(
    frame({ kind: "control", body: { ...control.body, record: ` ${control.body.record}` } }, room),
    "invalid",
  );
  const manifest = epoch.body.manifest.replace('"v":1', '"v":1.0');
  refused(frame({ kind: "epoch", body: { manifest, sig: anyBlock() } }), "invalid");
});

Deno.test("a header over its limit is too large", () => {
  const body = anyMessage({ conv, sender: ADA.id });
  refused(frame({ kind: "message", body: { ...body, hdr: "x".repeat(2000) } }), "too-large");
});
