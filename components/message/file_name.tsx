/** A file's name on one line, cut in the middle so that its extension stays. */

import { nameParts } from "../kit/file_words.ts";

/** A file's name on one line; where there is no room, its middle is cut and not its extension. */
export function FileName({ name }: { name: string }) {
  const { head, tail } = nameParts(name);
  return (
    <bdi class="file-name" title={head + tail} dir="auto">
      <span class="file-name__head">{head}</span>
      {tail === "" ? null : <span class="file-name__tail">{tail}</span>}
    </bdi>
  );
}
