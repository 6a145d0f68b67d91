/** Code such as a fingerprint, which breaks only after a colon. */

import { Fragment } from "preact";

/** Code such as a fingerprint, which breaks after a colon and never within a pair of digits. */
export function BreakableCode({ text }: { text: string }) {
  return (
    <code dir="ltr">
      {text.split(":").map((part, index) => (
        <Fragment key={index}>
          {index === 0 ? null : (
            <>
              :<wbr />
            </>
          )}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
