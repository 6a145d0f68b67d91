/** The worker's shell: seals and opens files away from the page, so that it stays quick. */

import { localSealing, SealingError, type SealingFailure } from "./sealing.ts";
import { type Answer, type Call, movedOf } from "./worker_messages.ts";

const scope = self as unknown as {
  postMessage(message: Answer, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Call>) => void) | null;
};
const sealing = localSealing();

scope.onmessage = async ({ data: { id, method, args } }) => {
  try {
    const call = sealing[method] as (...given: unknown[]) => Promise<unknown>;
    const result = await call(...args);
    scope.postMessage({ id, result }, movedOf(result));
  } catch (error) {
    const failure: SealingFailure = error instanceof SealingError
      ? error.failure
      : { reason: "broken", detail: String(error) };
    scope.postMessage({ id, failure }, []);
  }
};
