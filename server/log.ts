/** Lines for the operator. Never a password, token, key or anything a person wrote. */
export type Log = (
  level: "info" | "warn" | "error",
  message: string,
  fields?: Record<string, unknown>,
) => void;

/** Writes one line an entry: time, level, message and fields as `name=value`. */
export const consoleLog: Log = (level, message, fields = {}) => {
  const parts = [new Date().toISOString(), level.padEnd(5), message];
  for (const [name, value] of Object.entries(fields)) parts.push(`${name}=${show(value)}`);
  console[level === "info" ? "log" : level](parts.join(" "));
};

function show(value: unknown): string {
  const text = value instanceof Error ? withCauses(value) : String(value);
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}

/** An error with what caused it, as the person at the log needs both. */
function withCauses(error: Error): string {
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined
    ? own
    : `${own} (because: ${
      error.cause instanceof Error ? withCauses(error.cause) : String(error.cause)
    })`;
}
