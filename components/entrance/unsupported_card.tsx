/** The card in place of a form that this browser cannot use. */

import { Note } from "../kit/note.tsx";
import { EntranceTitle } from "./entrance.tsx";

/** In the place of a form that this browser cannot use, with the reason. */
export function UnsupportedCard({ title, reason }: { title: string; reason: string }) {
  return (
    <div class="entrance__card">
      <EntranceTitle title={title} />
      <Note look="warning" icon="alert" role="alert">{reason}</Note>
    </div>
  );
}
