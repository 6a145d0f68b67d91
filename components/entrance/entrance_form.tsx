/** A form of the entrance pages, with its button and its progress. */

import type { ComponentChildren, RefObject } from "preact";
import type { SignInProgress } from "../../client/sign_in/port.ts";
import { Button } from "../kit/button.tsx";
import { ProgressLine } from "./sign_in_steps.tsx";

export interface EntranceFormProps {
  form: RefObject<HTMLFormElement>;
  /** What its button says. */
  action: string;
  /** Whether the button does something yet. */
  ready: boolean;
  /** What is being done since it was pressed. */
  step: SignInProgress | undefined;
  onSubmit: () => void;
  /** Where else one may go from here. */
  otherWay?: ComponentChildren;
  /** The fields, after what is wrong with them. */
  children: ComponentChildren;
}

/** A form of the entrance, with its button and how far what it began has got. */
export function EntranceForm(
  { form, action, ready, step, onSubmit, otherWay, children }: EntranceFormProps,
) {
  return (
    <form
      ref={form}
      class="form"
      method="post"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {/* Until the code is there, the browser's own way of sending a form stays shut. */}
      <Button type="submit" look="primary" wide busy={step !== undefined} disabled={!ready}>
        {action}
      </Button>
      <ProgressLine step={step} />
      {otherWay === undefined ? null : <p class="entrance__switch">{otherWay}</p>}
    </form>
  );
}
