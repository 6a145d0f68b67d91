/**
 * A bridge worker that starts and then does what its node id says: `silent` answers nothing more,
 * `echoing` answers submissions with their own number for a place, `crashing` throws at the first call, `failing` does not start, `dead` dies instead of starting.
 */

import type { FromWorker, ToWorker } from "../../../server/bridge/messages.ts";
import { decodeSubmitted } from "../../../server/router/submission.ts";

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: (event: MessageEvent<ToWorker>) => void;
};
let habit = "";

scope.onmessage = ({ data }) => {
  if (data.type !== "start") {
    if (habit === "crashing") throw new Error("as it was told to");
    if (habit === "echoing" && data.type === "submit") {
      const answers = data.lines.map((line) => {
        const { route } = decodeSubmitted(line);
        return { route, receipt: { seq: route, id: "" as const, time: "", duplicate: false } };
      });
      scope.postMessage({ type: "answers", answers });
    }
    return;
  }
  habit = data.settings.nodeId;
  if (habit === "dead") throw new Error("as it was told to");
  if (habit === "failing") {
    const problem = { kind: "storage-full", message: "No room." } as const;
    scope.postMessage({ type: "failed", problem, detail: "the disk is full" });
    return;
  }
  scope.postMessage({ type: "state", state: "up", reason: "" });
  scope.postMessage({ type: "started" });
};
