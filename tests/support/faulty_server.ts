/**
 * The real server, but for one step of its work: there the process is killed, or a worker answers
 * late. For tests, which start it instead of `main.ts` and write the fault into the file
 * that `FAULT_FILE` names, whenever they want it. A step is a call to a worker or a method of the
 * embedded directory; a fault happens once, at the next time that the step comes:
 *
 * - `kill <step> before` or `kill <step> after`: SIGKILL, before it is asked for or once it is done.
 * - `late <call> <ms>`: the answer of a worker's call is handed over so much later.
 * - `end <part of the worker's address>`, with SIGUSR2: that worker dies of an error.
 */

import { EmbeddedDirectory } from "../../directory/embedded/directory.ts";

const file = Deno.env.get("FAULT_FILE")!;

/** The words after `fault` where that is what is to happen now; it is taken from the file. */
function taken(...fault: string[]): string[] | undefined {
  const words = Deno.readTextFileSync(file).split(" ");
  if (!fault.every((word, at) => words[at] === word)) return undefined;
  Deno.writeTextFileSync(file, "");
  return words.slice(fault.length);
}

function reached(step: string, when: "before" | "after"): void {
  if (taken("kill", step, when) !== undefined) Deno.kill(Deno.pid, "SIGKILL");
}

for (const step of ["add", "remove", "setCertificates"] as const) {
  const method = EmbeddedDirectory.prototype[step] as (...args: unknown[]) => Promise<unknown>;
  Object.assign(EmbeddedDirectory.prototype, {
    async [step](...args: unknown[]) {
      reached(step, "before");
      const result = await method.apply(this, args);
      reached(step, "after");
      return result;
    },
  });
}

interface Call {
  type: string;
  id: number;
  method: string;
}

const workers: { address: string; die: () => void }[] = [];

class FaultyWorker extends Worker {
  readonly #methods = new Map<number, string>();

  constructor(address: string | URL, options?: WorkerOptions) {
    super(address, options);
    // What is no message ends it with an error that it did not foresee.
    workers.push({ address: String(address), die: () => super.postMessage(null) });
  }

  override postMessage(
    message: unknown,
    moved?: Transferable[] | StructuredSerializeOptions,
  ): void {
    const options = Array.isArray(moved) ? { transfer: moved } : moved;
    const { type, id, method } = message as Call;
    if (type !== "call") return super.postMessage(message, options);
    this.#methods.set(id, method);
    reached(method, "before");
    super.postMessage(message, options);
  }

  override set onmessage(take: ((event: MessageEvent) => void) | null) {
    super.onmessage = take && ((event: MessageEvent) => {
      const { id } = event.data as Call;
      const method = this.#methods.get(id);
      this.#methods.delete(id);
      if (method === undefined) return take(event);
      reached(method, "after");
      const late = taken("late", method);
      if (late === undefined) take(event);
      else setTimeout(() => take(event), Number(late[0]));
    });
  }
}

globalThis.Worker = FaultyWorker;
Deno.addSignalListener("SIGUSR2", () => {
  const part = taken("end")?.[0];
  if (part === undefined) return;
  for (const { address, die } of workers) if (address.includes(part)) die();
});
await import("../../main.ts");
