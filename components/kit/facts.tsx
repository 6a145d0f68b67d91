/** A list of names and values, such as a certificate's fields. */

import { BreakableCode } from "./breakable_code.tsx";

export interface Fact {
  name: string;
  value: string;
  /** A fingerprint or the like, in a fixed pitch. */
  code?: boolean;
}

/** Names and what they are, one below the other. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value, code = false }) => (
        <div class="facts__one" key={name}>
          <dt class="facts__name">{name}</dt>
          <dd class="facts__value">{code ? <BreakableCode text={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
