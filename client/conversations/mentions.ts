// Browser-safe: runs in the page.

/** Whether `text` names `@uid` as a whole word, in any case. */
export function namesUid(text: string, uid: string): boolean {
  if (!text.includes("@")) return false;
  // Of what a uid may hold only the dot means something in a pattern.
  const name = uid.replaceAll(".", "\\.");
  const word = `(?<![\\p{L}\\p{N}_.@-])@${name}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`;
  return new RegExp(word, "iu").test(text);
}

/** One line of `text` without the marks of its markup. */
export function plainLine(text: string): string {
  return text
    .replace(/^\s*(?:```\w*|>+|#{1,6}|[-*+]|\d+\.)(?=\s|$)/gm, "")
    .replace(/```/g, "")
    .replace(/\*\*([^*]+)\*\*|__([^_]+)__|~~([^~]+)~~|`([^`]+)`/g, "$1$2$3$4")
    .replace(/(?<![\p{L}\p{N}*_])[*_]([^*_\n]+)[*_](?![\p{L}\p{N}*_])/gu, "$1")
    .replace(/\s+/g, " ").trim();
}
