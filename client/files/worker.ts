/** The worker's shell: seals and opens files away from the page, so that it stays quick. */

import { moved } from "../../workers/calls.ts";
import { serveCalls, type WorkerScope } from "../../workers/serve.ts";
import { type FilesContract, SEALING_CALLS } from "./contract.ts";
import { localSealing } from "./sealing.ts";

serveCalls<FilesContract>(globalThis as unknown as WorkerScope, {
  names: SEALING_CALLS,
  open() {
    const sealing = localSealing();
    const seal: typeof sealing.seal = async (chunk, signal) => {
      const sealed = await sealing.seal(chunk, signal);
      return moved(sealed, sealed.sealed.buffer);
    };
    return { calls: { ...sealing, seal } };
  },
});
