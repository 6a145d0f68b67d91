/** Parts of a row in the list: time, last line, unread and mute marks. */

import type { ActivityView, LastLineView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";
import { withNodes } from "../kit/with_nodes.tsx";
import { readerDateWords } from "../kit/reader.ts";
import { UnreadCount } from "./unread_count.tsx";

/** When the last thing was said, at the end of a row's first line. */
export function RowTime({ of: { lastLine }, now }: { of: ActivityView; now: Date }) {
  if (lastLine === undefined) return null;
  return (
    <time class="row__time" dateTime={lastLine.time}>
      {readerDateWords().brief(new Date(lastLine.time), now)}
    </time>
  );
}

/** A row's second line: what was begun and not sent, or else what was said last. */
export function RowLine({ of: { lastLine, draft } }: { of: ActivityView }) {
  return (
    <span class="row__line">
      {draft !== undefined
        ? (
          <span class="row__last row__draft">
            <Icon name="edit" />
            {withNodes(t("Draft: {text}"), { text: <bdi class="row__said cut">{draft}</bdi> })}
          </span>
        )
        : lastLine === undefined
        ? null
        : <LastLine of={lastLine} />}
    </span>
  );
}

/** Who said what, each in its own direction: in one run, the cut would take the text's beginning. */
function LastLine({ of: { senderName, own, text } }: { of: LastLineView }) {
  const said = <bdi class="row__said cut">{text}</bdi>;
  return (
    <span class="row__last">
      {own
        ? withNodes(t("You: {text}"), { text: said })
        : senderName === ""
        ? said
        : withNodes(t("{name}: {text}"), {
          name: <bdi class="row__sender cut">{senderName}</bdi>,
          text: said,
        })}
    </span>
  );
}

/** What waits here and what is silent; the row's label says the same in words. */
export function RowMarks({ of: { unread, mentions, notify } }: { of: ActivityView }) {
  const muted = notify === "none";
  if (unread === 0 && mentions === 0 && !muted) return null;
  return (
    <span class="row__marks">
      {muted
        ? (
          <span class="row__mark">
            <Icon name="bell-off" />
          </span>
        )
        : null}
      {mentions > 0
        ? (
          <span class="row__mention">
            <Icon name="at" />
          </span>
        )
        : null}
      <UnreadCount count={unread} quiet={muted && mentions === 0} />
    </span>
  );
}
