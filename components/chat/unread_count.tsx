// Browser-safe: runs in the page.

/** Above this the exact number helps nobody. */
const MOST = 99;

/** How many messages were not read yet; nothing when there are none. */
export function UnreadCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="count">
      <span class="said">,</span>
      {count > MOST ? `${MOST}+` : count}
      <span class="said">unread</span>
    </span>
  );
}
