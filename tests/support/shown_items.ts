/** Opened items, for tests of what they come to. */

import type { Payload } from "../../e2ee/payload.ts";
import type { ShownControl, ShownMessage } from "../../e2ee/shown.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";

export const ADA = "ada-id" as UserId;
export const NOOR = "noor-id" as UserId;
export const SAM = "sam-id" as UserId;
const NAMES: Readonly<Record<string, { uid: string; fullName: string }>> = {
  [ADA]: { uid: "ada", fullName: "Ada Example" },
  [NOOR]: { uid: "noor", fullName: "Noor Placeholder" },
  [SAM]: { uid: "sam", fullName: "Sam Sample" },
};

export const nameOf = (user: UserId) => NAMES[user] ?? { uid: "unknown", fullName: "Somebody" };
export const idAt = (seq: number) => `m${seq}` as ItemId;
export const timeAt = (seq: number) =>
  new Date(Date.UTC(2026, 10, 22, 10) + seq * 1000).toISOString();

/** The message at place `seq`, named `m<seq>`. */
export function message(
  seq: number,
  sender: UserId,
  payload: Payload | string,
  missing = 0,
): ShownMessage {
  return {
    kind: "message",
    seq,
    id: idAt(seq),
    sender,
    device: "device" as never,
    cert: "cert" as never,
    epoch: 1,
    time: timeAt(seq),
    takenAt: timeAt(seq),
    payload: typeof payload === "string" ? { type: "text", text: payload } : payload,
    missing,
  };
}

export function joined(seq: number, actor: UserId): ShownControl {
  const record = { type: "join", actor, subject: "", name: "", role: "", policy: "" } as never;
  return { kind: "control", seq, id: idAt(seq), time: timeAt(seq), record };
}

export const edit = (target: number, text: string): Payload => ({
  type: "edit",
  target: idAt(target),
  text,
});
export const remove = (target: number): Payload => ({ type: "delete", target: idAt(target) });
export const reply = (target: number, text: string): Payload => ({
  type: "reply",
  target: idAt(target),
  text,
});
export const react = (
  target: number,
  emoji: string,
  action: "add" | "remove" = "add",
): Payload => ({ type: "reaction", target: idAt(target), emoji, action });
export const pin = (target: number, action: "add" | "remove" = "add"): Payload => ({
  type: "pin",
  target: idAt(target),
  action,
});
export const receipt = (target: number, state: "delivered" | "read"): Payload => ({
  type: "receipt",
  target: idAt(target),
  state,
});
export const clear = (target: number): Payload => ({ type: "clear", target: idAt(target) });
