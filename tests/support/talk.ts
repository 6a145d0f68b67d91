/** A loaded conversation of Ada's without a server, for the tests of `client/chat`. */

import type { Payload } from "../../e2ee/payload.ts";
import type { Shown } from "../../e2ee/shown.ts";
import { Fold } from "../../client/conversations/fold.ts";
import type { OpenConversation } from "../../client/chat/views.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { ADA, nameOf, NOOR } from "./shown_items.ts";

export const CONV = `${"C".repeat(42)}A` as ConversationId;

/** What was posted lands in `posted`; what is put is loaded. */
export class Talk {
  readonly posted: Payload[] = [];
  readonly fold: Fold;
  readonly open: OpenConversation;
  readonly log: OpenConversation["log"] & { low: number; high: number; more: boolean };
  members: UserId[] = [ADA, NOOR];

  constructor(self = ADA) {
    this.fold = new Fold({ self, nameOf });
    this.fold.setMembers(this.members);
    // Only what these tests' subjects look at.
    this.log = {
      conv: CONV,
      fold: this.fold,
      shown: this.fold.shown,
      low: 1,
      high: 0,
      more: false,
      notices: [],
      loading: false,
      e2ee: { members: this.members },
    } as unknown as Talk["log"];
    const sender = {
      post: (payload: Payload) => {
        this.posted.push(payload);
        return Promise.resolve();
      },
      pendingReceipts: [],
    };
    this.open = { log: this.log, sender } as unknown as OpenConversation;
  }

  put(...items: Shown[]): void {
    this.fold.put(items);
    this.log.low = Math.min(...this.fold.shown.keys());
    this.log.high = Math.max(...this.fold.shown.keys());
  }
}
