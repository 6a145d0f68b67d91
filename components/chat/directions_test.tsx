import assert from "node:assert/strict";
import { listView } from "../../client/model/list_view.ts";
import { render } from "preact-render-to-string";
import type { MessageDetails } from "../../client/model/mod.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { AR } from "../../i18n/ar/mod.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { ShortcutList } from "../shortcut_list.tsx";
import { Details } from "../dialogs/details_dialog.tsx";
import { AllPinned } from "../dialogs/pinned_dialog.tsx";
import { RichText } from "../message/rich_text.tsx";
import { RowLine } from "../sidebar/row_parts.tsx";

const QUIET = { unread: 0, mentions: 0, notify: "all" } as const;
const TIME = "2026-11-22T10:00:00.000Z";

function rowLine(senderName: string, own: boolean, text: string): string {
  return render(<RowLine of={{ ...QUIET, lastLine: { senderName, own, text, time: TIME } }} />);
}

Deno.test("in a row, the name and the text each have a direction of their own", () => {
  const drawn = rowLine("نور", false, "See you");
  assert.match(drawn, /<bdi[^>]*>نور<\/bdi>: <bdi[^>]*>See you<\/bdi>/);
  useLanguage("ar", { "You: {text}": "أنت: {text}" });
  assert.match(rowLine("Noor", true, "See you"), /أنت: <bdi[^>]*>See you<\/bdi>/);
  useLanguage("en", {});
});

Deno.test("fingerprints and serial numbers are read from left to right in every language", () => {
  const details: MessageDetails = {
    sender: "noor" as UserId,
    senderName: "Noor",
    senderUid: "noor",
    time: TIME,
    clocksDiffer: false,
    takenAt: TIME,
    seq: 4,
    epoch: 1,
    device: "9f2c41d0",
    certificate: {
      subject: "CN=Noor",
      notBefore: TIME,
      notAfter: TIME,
      serial: "4F:0A",
      sha256: "29:72:BB:04",
    },
    edits: [],
    read: [],
    delivered: [],
  };
  const drawn = render(<Details details={details} onCompare={undefined} />);
  for (const code of ["29:72:BB:04", "4F:0A", "9f2c41d0"]) {
    // Where a code may break is no part of it.
    const unbroken = drawn.replaceAll("<wbr/>", "");
    assert.ok(unbroken.includes(`<code dir="ltr">${code}</code>`), code);
  }
});

Deno.test("the day and the hour of a pinned message are told as the language joins them", () => {
  useLanguage("ar", AR);
  const pinned = listView([
    { id: "m1" as ItemId, senderName: "Noor", text: "See you", time: TIME },
  ]);
  const nothing = () => {};
  const drawn = render(
    <AllPinned pinned={pinned} onReach={nothing} onUnpin={nothing} onClose={nothing} />,
  );
  const announced = /<time[^>]*>([^<]*)<\/time>/.exec(drawn)?.[1] ?? "";
  assert.match(announced, /^\u2068.+\u2069، \u2068.+\u2069$/);
  useLanguage("en", {});
});

Deno.test("keys that are pressed together stand in the order of the keyboard", () => {
  const drawn = render(<ShortcutList level="h3" />);
  assert.match(drawn, /<span[^>]* dir="ltr"><kbd>Ctrl<\/kbd><kbd>K<\/kbd><\/span>/);
});

Deno.test("a message's text starts at the page's side; its blocks find their own direction", () => {
  const drawn = render(<RichText text="- العناوين" members={[]} selfUid="noor" />);
  assert.match(drawn, /<div class="rich"><ul class="rich__list" dir="auto">/);
});
