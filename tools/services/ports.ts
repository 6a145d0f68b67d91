/** TCP ports on loopback: finding free ones, and waiting until a server answers on one. */

import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/**
 * A TCP port that nothing listens on at 127.0.0.1 now, and that no other call answers, in this
 * process or another one of ours, as long as the caller's process lives: several servers can be
 * configured before the first one starts, and test files can run beside each other. It lies below
 * those that systems give to outgoing connections, so that none of these takes it meanwhile.
 */
export function freePort(): number {
  const folder = claimsFolder();
  using lock = Deno.openSync(join(folder, "lock"), { create: true, write: true });
  lock.lockSync(true);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    const claim = join(folder, String(port));
    if (isClaimed(claim) || !isFree(port)) continue;
    Deno.writeTextFileSync(claim, String(Deno.pid));
    return port;
  }
  throw new Error("Cannot find a free TCP port on 127.0.0.1");
}

/** Linux gives away 32768 to 60999 by itself, other systems 49152 to 65535. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** The claims of this user's processes: files named by the port that hold a process id. */
function claimsFolder(): string {
  const folder = join(tmpdir(), `talkywalky-ports-${Deno.uid() ?? "all"}`);
  Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { isDirectory, uid } = Deno.lstatSync(folder);
  if (isDirectory && uid === Deno.uid()) return folder;
  throw new Error(`Cannot keep ports apart in ${folder}: it belongs to somebody else. Remove it.`);
}

/** Whether a process that lives has the port for itself. */
function isClaimed(claim: string): boolean {
  try {
    // Signal 0 is not sent: it only asks whether there is somebody to send it to.
    process.kill(Number(Deno.readTextFileSync(claim)), 0);
    return true;
  } catch {
    return false;
  }
}

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

const ANSWER_TIMEOUT_MS = 10_000;

/**
 * Connects, sends `question`, and reads the first bytes of the answer.
 *
 * @returns what came, empty when the server closed without a word or said nothing within 10 s.
 * @throws when nobody listens on the port.
 */
export async function firstAnswer(port: number, question: Uint8Array): Promise<Uint8Array> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const timer = setTimeout(() => connection.close(), ANSWER_TIMEOUT_MS);
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
