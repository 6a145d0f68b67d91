/** Scenes of the gallery for the ends of the scale: nobody and very many, and very long words. */

import { listView } from "../../client/model/list_view.ts";
import type {
  ConnectionView,
  ConversationView,
  EntryView,
  MemberView,
  NotSentView,
} from "../../client/model/mod.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import type { Say } from "./ui_fixture_log.ts";

export const STATE_SCENES = ["long-words", "crowd", "alone", "cleared"] as const;
export type StateScene = typeof STATE_SCENES[number];

const MANY_MEMBERS = 1000;
/** Longer than any card is wide. */
export const LONG_NAME = "Noor-Magdalena Placeholder von und zu Mustermannshausen-Oberbeispiel";

/** The connection that a page has in `scene`. */
export function connectionOf(scene: string): ConnectionView {
  switch (scene) {
    case "lists-loading":
      return { state: "connecting" };
    case "reconnecting":
    case "direct-reconnecting":
    case "lists-offline":
      return { state: "reconnecting", retryAt: Date.now() + 8000 };
    case "signed-out":
      return { state: "signed-out", message: "You signed out everywhere." };
    default:
      return { state: "online" };
  }
}

export const ALL_SENT: NotSentView = { files: 0, messages: 0, changes: 0, refused: 0, unstored: 0 };
export const NOT_SENT: NotSentView = { files: 2, messages: 3, changes: 1, refused: 1, unstored: 1 };

export function isStateScene(scene: string): scene is StateScene {
  return (STATE_SCENES as readonly string[]).includes(scene);
}

/** What is other than usual in the conversation of `scene`. */
export function stateScene(
  scene: StateScene,
  members: readonly MemberView[],
  say: Say,
): Partial<ConversationView> {
  switch (scene) {
    case "long-words":
      return {
        title: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        entries: longWords(say),
        typing: [
          "Wolfram von Mustermann-Vorlagenhausen zu Platzhalter",
          "Magdalena Musterfrau-Beispielhausen",
        ],
        pinned: listView([{
          id: "gallery-long-0" as ItemId,
          senderName: "Wolfram von Mustermann-Vorlagenhausen zu Platzhalter",
          text:
            "A sentence that is pinned, and that goes on for longer than any bar is wide, at last",
          time: new Date().toISOString(),
        }]),
      };
    case "crowd":
      return {
        members: Array.from({ length: MANY_MEMBERS }, (_, index): MemberView => ({
          ...members[index % members.length]!,
          id: `00000000-0000-4000-9000-${String(index).padStart(12, "0")}` as UserId,
          uid: `member${index}`,
          fullName: `${members[index % members.length]!.fullName} ${index}`,
          isSelf: index === 0,
          role: index < 2 ? "admin" : "member",
        })),
      };
    case "alone":
      return { members: members.slice(0, 1), entries: [] };
    case "cleared":
      return { cleared: true, entries: [say(0, 3, "So, where were we?")] };
  }
}

function longWords(say: Say): EntryView[] {
  const address = "https://example.org/a/very/long/way/" + "down-the-connection/".repeat(12);
  return [
    say(0, 40, `The address is ${address}?page=2&order=newest`),
    say(1, 35, "`" + "a_name_without_any_break_".repeat(8) + "`"),
    say(3, 30, '```ts\nconst line = "' + "as long as it likes ".repeat(12) + '";\n```'),
    {
      ...say(
        -1,
        20,
        "مرحبا، اجتماع الساعة 3 في الغرفة B2، والرابط https://example.org/ar/page?x=1 هنا.",
      ),
      quote: {
        id: "gallery-long-0" as ItemId,
        senderName: "Wolfram von Mustermann-Vorlagenhausen zu Platzhalter",
        text: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
      },
      reactions: ["👍", "🎉", "❤️", "😂", "🚀", "👀", "🙏", "🤔", "☕", "🌧️", "🫖", "✅"].map(
        (emoji, index) => ({
          emoji,
          names: Array.from({ length: index * 40 + 1 }, (_, one) => `Person ${one}`),
          own: index % 4 === 0,
        }),
      ),
      state: "delivered" as const,
    },
    say(0, 10, "😀 😃 😄 😁 😆 😅 🤣 😂 🙂 🙃"),
    say(8, 5, "Fußball-Weltmeisterschaftsqualifikationsspielübertragungsrechte".repeat(3)),
  ].map((entry, index) => ({ ...entry, id: `gallery-long-${index}` as ItemId }));
}
