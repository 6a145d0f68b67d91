/** The line that says who is typing. */

import { t, tn } from "../../i18n/i18n.ts";

/** More than these are only counted. */
const MAX_NAMED = 2;

/** Who writes now. Its place is always kept free, so that nothing moves. */
export function TypingLine({ names }: { names: readonly string[] }) {
  return (
    <p class="typing">
      {names.length === 0 ? null : (
        <>
          <span class="typing__dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          <span class="cut">{typingText(names)}</span>
        </>
      )}
    </p>
  );
}

function typingText(names: readonly string[]): string {
  const [first = "", second = ""] = names;
  if (names.length > MAX_NAMED) {
    return tn(names.length, "{count} person is typing…", "{count} people are typing…");
  }
  return names.length === MAX_NAMED
    ? t("{first} and {second} are typing…", { first, second })
    : t("{name} is typing…", { name: first });
}
