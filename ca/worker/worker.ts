/**
 * The authority's worker: the only thread that holds the issuing key. It opens the authority, then
 * answers requests as they come, and on `stop` finishes those it has before it ends.
 */

import { AppError, toProblem } from "../../protocol/errors.ts";
import { openAuthority } from "../open_authority.ts";
import type { Authority } from "../port.ts";
import { serveRequest } from "./service.ts";
import type { FromWorker, ToWorker } from "./worker_messages.ts";

/** The part of DedicatedWorkerGlobalScope that is used; the page's `lib.dom` has no such type. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
  close(): void;
}
const scope = globalThis as unknown as WorkerScope;

let opening: Promise<Authority> | undefined;
const underWay = new Set<Promise<void>>();

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      opening ??= openAuthority(data.settings);
      opening.then(
        () => scope.postMessage({ type: "started" }),
        (error) => {
          report(error);
          scope.postMessage({ type: "failed", problem: toProblem(error) });
          scope.close();
        },
      );
      break;
    case "request": {
      const answered = answer(data.id, data.request).finally(() => underWay.delete(answered));
      underWay.add(answered);
      break;
    }
    case "stop":
      stop();
      break;
  }
};

async function answer(id: number, request: unknown): Promise<void> {
  const authority = await opening;
  if (!authority) throw new Error("Cannot answer a request before the start");
  const response = await serveRequest(authority, request, report);
  scope.postMessage({ type: "response", id, response });
}

async function stop(): Promise<void> {
  await Promise.allSettled(underWay);
  const authority = await opening?.catch(() => undefined);
  await authority?.close();
  scope.postMessage({ type: "stopped" });
  scope.close();
}

/** A line for the operator about what is not the asker's fault. */
function report(error: unknown): void {
  const expected = error instanceof AppError && (error.kind === "invalid");
  if (!expected) console.error("authority:", error);
}
