/**
 * A bridge worker that starts and then does what its node id says: `silent` answers nothing more,
 * `echoing` answers submissions with their own number for a place, `crashing` dies of the first
 * call, `failing` does not start, `dead` dies instead of starting.
 */

import { AppError } from "../../../protocol/errors.ts";
import { BRIDGE_CALLS, type BridgeContract } from "../../../server/bridge/contract.ts";
import { decodeSubmitted } from "../../../server/router/submission.ts";
import { serveCalls, type WorkerScope } from "../../../workers/serve.ts";

serveCalls<BridgeContract>(globalThis as unknown as WorkerScope, {
  names: BRIDGE_CALLS,
  open({ nodeId: habit }, emit) {
    if (habit === "failing") throw new AppError("storage-full", "No room.", { cause: "disk full" });
    if (habit === "dead") die();
    emit("brokerState", "up");
    const answer = () => {
      if (habit === "crashing") die();
      return new Promise<never>(() => {});
    };
    return {
      calls: Object.fromEntries(BRIDGE_CALLS.map((name) => [name, answer])) as never,
      notices: {
        submit(lines) {
          if (habit === "crashing") die();
          if (habit !== "echoing") return;
          const answers = lines.map((line) => {
            const { route } = decodeSubmitted(line);
            const receipt = { seq: route, id: "" as const, time: "", duplicate: false };
            return { type: "receipt" as const, route, receipt };
          });
          emit("answers", answers);
        },
        publish() {},
        unbind() {},
      },
      close: answer,
    };
  },
});

/** Throws where nothing catches it. */
function die(): void {
  queueMicrotask(() => {
    throw new Error("as it was told to");
  });
}
