/** Draws a component anew only when one of its properties changed. */

import { Component, type ComponentChild, type FunctionComponent, h } from "preact";

/** The component drawn anew only when one of its properties is another value than before. */
export function memo<P extends object>(Draw: FunctionComponent<P>) {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isShallowEqual(this.props, next);
    }
    override render(): ComponentChild {
      return h(Draw, this.props);
    }
  };
}

function isShallowEqual<P extends object>(before: P, next: P): boolean {
  const keys = Object.keys(next) as (keyof P)[];
  return keys.length === Object.keys(before).length &&
    keys.every((key) => Object.is(before[key], next[key]));
}
