/** TCP ports on loopback: finding free ones, and waiting until a server answers on one. */

/**
 * A TCP port that nothing listens on at 127.0.0.1 now. Two calls in one process never answer the
 * same port, so that several servers can be configured before the first one starts.
 */
export function freePort(): number {
  for (let attempt = 0; attempt < 100; attempt++) {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    listener.close();
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error("Cannot find a free TCP port on 127.0.0.1");
}
const handedOut = new Set<number>();

/**
 * The port that `file` keeps from an earlier start, so that a URL somebody noted stays right; a
 * free one, kept from now on, when there is none or another program has it by now.
 */
export async function storedPort(file: string): Promise<number> {
  const stored = Number(await Deno.readTextFile(file).catch(() => ""));
  if (Number.isInteger(stored) && stored > 0 && stored < 65536 && isFree(stored)) return stored;
  const port = freePort();
  await Deno.writeTextFile(file, String(port), { mode: 0o600 });
  return port;
}

function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch {
    return false;
  }
}

export interface WaitOptions {
  /** Asks the server once; true when it answered as it should. May throw: that means not yet. */
  answers: () => Promise<boolean>;
  /** Whether the server's process still lives; waiting ends at once when it does not. */
  running: () => boolean;
  timeoutMs: number;
}

/** Asks a starting server until it answers. @returns false when it ended or the time is over. */
export async function waitUntilAnswers(options: WaitOptions): Promise<boolean> {
  const { answers, running, timeoutMs } = options;
  const deadline = performance.now() + timeoutMs;
  while (running() && performance.now() < deadline) {
    if (await answers().catch(() => false)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/**
 * Connects, sends `question`, and reads the first bytes of the answer.
 *
 * @returns what came, empty when the server closed without a word or said nothing within 1 s.
 * @throws when nobody listens on the port.
 */
export async function firstAnswer(port: number, question: Uint8Array): Promise<Uint8Array> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const timer = setTimeout(() => connection.close(), 1000);
  try {
    if (question.length > 0) await connection.write(question);
    const answer = new Uint8Array(64);
    const length = await connection.read(answer);
    return answer.subarray(0, length ?? 0);
  } catch {
    return new Uint8Array();
  } finally {
    clearTimeout(timer);
    try {
      connection.close();
    } catch {
      // The timer was first.
    }
  }
}
