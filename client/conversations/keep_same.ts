/** `after`, with everything in it that is as it was in `before` being the same object as before. */
export function keepSame<T>(before: T, after: T): T {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const stored = after.map((one, i) => keepSame(before[i], one));
    const isSame = stored.length === before.length && stored.every((one, i) => one === before[i]);
    return (isSame ? before : stored) as T;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const names = Object.keys(after);
  const stored: Record<string, unknown> = {};
  let isSame = names.length === Object.keys(before).length;
  for (const name of names) {
    stored[name] = keepSame(before[name], after[name]);
    isSame &&= Object.hasOwn(before, name) && stored[name] === before[name];
  }
  return (isSame ? before : stored) as T;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
