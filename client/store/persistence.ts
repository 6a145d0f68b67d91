/**
 * Asks the browser to keep what this site stored also when the disk runs short. Nobody waits for
 * the answer: Firefox asks the person and answers when they do, which may be never. A refusal costs
 * nothing at once; the browser may then drop the keys.
 */
export function askToPersist(): void {
  void navigator.storage?.persist?.().catch(() => false);
}
