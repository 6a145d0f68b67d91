/** The kind `receipt`: everything up to its target has arrived with its sender, or was read. */

import type { ReceiptPayload } from "../../e2ee/payload.ts";
import type { MarkKind } from "./kind.ts";

export const RECEIPT: MarkKind<ReceiptPayload> = {
  role: "mark",
  count({ receipts }, { sender, payload: { state }, place, seq, time }) {
    return receipts.add({ user: sender, state, place, seq, time });
  },
  uncount({ receipts }, sender, seq) {
    receipts.remove(sender, seq);
  },
};
