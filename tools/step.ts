/** Shows one step of a start as one line: what is being done, and how long it took. */

const SECOND_MS = 1000;

/** Where the line is shown, and by which clock. */
export interface StepDisplay {
  write(text: string): void;
  /** A terminal goes back and counts the seconds; a file or a pipe only ever goes on. */
  readonly isTerminal: boolean;
  nowMs(): number;
  /** Calls `work` each second. @returns what ends it. */
  eachSecond(work: () => void): () => void;
}

/** A step that failed for a reason that the message tells whole: there is nothing to trace. */
export class StepError extends Error {
  override readonly name = "StepError";
}

/**
 * Does `work` and shows it as a line such as `Building the pages ... 21.8 s`. When `work` throws,
 * the line ends with `failed` and the error is passed on.
 */
export async function step<T>(
  doing: string,
  work: () => Promise<T>,
  display: StepDisplay = standardOutput(),
): Promise<T> {
  const startedMs = display.nowMs();
  const seconds = () => (display.nowMs() - startedMs) / SECOND_MS;
  const begin = `${doing} ... `;
  const again = display.isTerminal ? `\r${begin}` : "";
  display.write(begin);
  const stopCounting = display.isTerminal
    ? display.eachSecond(() => display.write(`${again}${Math.round(seconds())} s`))
    : () => {};
  let end = "failed";
  try {
    const result = await work();
    end = `${seconds().toFixed(1)} s`;
    return result;
  } finally {
    stopCounting();
    display.write(`${again}${end}\n`);
  }
}

/**
 * Makes sure that this user can write into `folder` of the project, and makes it where it is not.
 *
 * @throws {StepError}
 */
export async function requireWritable(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.remove(await Deno.makeTempFile({ dir: folder, prefix: ".try-" }));
  } catch (error) {
    const code = (error as { code?: string }).code ?? "";
    if (!["EACCES", "EPERM", "EROFS"].includes(code)) throw error;
    throw new StepError(
      `Cannot write into ${folder}, as ${
        code === "EROFS" ? "its disk is read-only" : "the folder belongs to another user"
      }. Start as the user that the project's folder belongs to, or from a copy of your own.`,
    );
  }
}

/** Does `work`; a {@linkcode StepError} ends the process with its message and exit code 1. */
export async function orPlainSentence(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}

function standardOutput(): StepDisplay {
  const encoder = new TextEncoder();
  return {
    write: (text) => void Deno.stdout.writeSync(encoder.encode(text)),
    isTerminal: Deno.stdout.isTerminal(),
    nowMs: () => performance.now(),
    eachSecond: (work) => {
      const timer = setInterval(work, SECOND_MS);
      return () => clearInterval(timer);
    },
  };
}
