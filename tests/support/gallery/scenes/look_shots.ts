/** Gallery shots of themes, fonts, settings and dialogs. */

import type { Page } from "playwright-core";
import { FONTS, THEMES } from "../../../../client/preferences/preferences.ts";
import { press, pressInHeader, settings, type Shot } from "./shot.ts";

/** Shows the members where there is room for them beside the log. */
const members = async (page: Page) => {
  if (page.viewportSize()!.width >= 1100) await press("Members")(page);
};

/** Themes, fonts, settings, and the dialogs of the frame. */
export const LOOK_SHOTS: readonly Shot[] = [
  ...THEMES.flatMap((theme): Shot[] => [
    { name: `theme-${theme}-room`, path: `/chat?scene=room&theme=${theme}`, prepare: members },
    { name: `theme-${theme}-login`, path: `/login?theme=${theme}` },
  ]),
  ...FONTS.map((font): Shot => ({
    name: `font-${font}-room`,
    path: `/chat?scene=room&font=${font}`,
  })),
  { name: "size-larger-room", path: "/chat?scene=room&textSize=larger" },
  { name: "density-compact-room", path: "/chat?scene=room&density=compact", prepare: members },
  ...[
    "Appearance",
    "Window and layout",
    "Language",
    "Privacy",
    "Notifications",
    "Writing",
    "Account",
    "About",
  ].map((section): Shot => ({
    name: `settings-${section.toLowerCase().replaceAll(" ", "-")}`,
    path: "/chat?scene=room",
    prepare: settings(section),
  })),
  {
    name: "settings-rtl",
    path: "/chat?scene=room&rtl",
    prepare: settings("Appearance"),
  },
  {
    name: "shortcuts",
    path: "/chat?scene=room",
    prepare: async (page) => void await page.getByRole("log").press("?"),
  },
  { name: "dialog-new-room", path: "/chat?scene=welcome", prepare: press("New room") },
  { name: "dialog-invite", path: "/chat?scene=closed-room", prepare: pressInHeader("Invite") },
  { name: "dialog-leave", path: "/chat?scene=closed-room", prepare: pressInHeader("Leave room") },
  {
    name: "dialog-forget",
    path: "/chat?scene=welcome",
    async prepare(page) {
      await press("More ways to leave")(page);
      await press("Forget this browser")(page);
    },
  },
  {
    name: "chat-menu-toast",
    path: "/chat?scene=welcome",
    async prepare(page) {
      await press("Log out")(page);
      await page.getByText("You are still logged in").waitFor();
      await press("More ways to leave")(page);
    },
  },
];
