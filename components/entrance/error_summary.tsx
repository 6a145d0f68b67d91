/** The summary of a form's errors, with a link to each field. */

import { Note } from "../kit/note.tsx";
import { t, tn } from "../../i18n/i18n.ts";
import { withNodes } from "../kit/with_nodes.tsx";

export interface ErrorSummaryProps {
  /** What is wrong with the form as a whole. */
  problem: string | undefined;
  /** What is wrong with single fields, in their order. */
  fields: readonly { id: string; label: string; message: string }[];
}

const ID = "form-problems";

/**
 * Shows what is wrong after a form was to be sent: the focus goes to the field `id`, where there is
 * one, and the summary comes into view too, where the window has room for both. A browser by itself
 * brings into view what has the focus, and no more.
 */
export function showProblems(id?: string): void {
  const field = id === undefined ? null : document.getElementById(id);
  field?.focus();
  // The summary is drawn after this.
  requestAnimationFrame(() => {
    document.getElementById(ID)?.scrollIntoView({ block: "nearest" });
    field?.scrollIntoView({ block: "nearest" });
  });
}

/** Everything that stands in the way of sending a form, with ways to each field. */
export function ErrorSummary({ problem, fields }: ErrorSummaryProps) {
  if (problem === undefined && fields.length === 0) return null;
  return (
    <Note id={ID} look="danger" icon="alert" role="alert">
      {problem === undefined ? null : <p>{problem}</p>}
      {fields.length === 0 ? null : (
        <>
          <p>
            {tn(fields.length, "One field needs a look:", "{count} fields need a look:")}
          </p>
          <ul class="summary" role="list">
            {fields.map(({ id, label, message }) => (
              <li key={id}>
                {withNodes(t("{field}: {problem}"), {
                  field: <a href={`#${id}`}>{label}</a>,
                  problem: message,
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
