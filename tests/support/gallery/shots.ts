/**
 * Pictures of every screen in the gallery, at three widths, in the light and in the dark.
 *
 *   deno run -A tests/support/gallery/shots.ts <folder> [part of a name] [width] [light|dark] [language]
 */

import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { FONTS, THEMES } from "../../../client/preferences/preferences.ts";
import { dictionaryOf } from "../../../i18n/dictionaries.ts";
import type { Language } from "../../../i18n/i18n.ts";
import { launchChromium } from "./chromium.ts";
import { buildGallery, serveGallery } from "./serve.ts";

interface Shot {
  name: string;
  path: string;
  /** Brings the screen into the state to show. */
  prepare?: (page: Page) => Promise<void>;
}

const WIDTHS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const SCHEMES = ["light", "dark"] as const;
/** Until the dialog's or toast's way in is over. */
const SETTLE_MS = 350;

const [folder, wanted = "", onlyWidth, onlyScheme, language = "en"] = Deno.args;
const words = dictionaryOf(language as Language);

/** What the English `text` of a screen is in the language of the pictures. */
function said(text: string): string {
  const found = words[text];
  return typeof found === "string" ? found : text;
}

/** What it says before what is filled in. */
function beginningOf(text: string): string {
  return said(text).split("{")[0]!;
}

function saidOf(count: number, text: string): string {
  const found = words[text];
  const category = new Intl.PluralRules(language).select(count);
  const form = typeof found === "object" ? found[category] ?? found.other : text;
  return form.replace("{count}", String(count));
}

/** The page at `path`, in the language of the pictures. */
function inLanguage(path: string): string {
  return language === "en" ? path : `${path}${path.includes("?") ? "&" : "?"}language=${language}`;
}

const settings = (section: string) => async (page: Page) => {
  await page.keyboard.press("Control+,");
  await page.getByRole("navigation", { name: said("Sections of the settings") })
    .getByRole("button", { name: said(section), exact: true }).click();
};

const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name: said(name), exact: true }).click();
};

const writeField = (page: Page) => page.getByRole("textbox", { name: said("Message") });

const scrollLog = (part: number) => async (page: Page) => {
  await page.getByRole("log").evaluate(
    (log, part) => log.scrollTop = part * (log.scrollHeight - log.clientHeight),
    part,
  );
};

const HILL = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="40"><rect width="64" height="40" ' +
    'fill="#bcd9e8"/><path d="M0 30 18 15l14 13 9-7 23 15v4H0z" fill="#4f7f63"/></svg>',
);

/** Shows the members where there is room for them beside the log. */
const members = async (page: Page) => {
  if (page.viewportSize()!.width >= 1100) await press("Members")(page);
};

const SHOTS: readonly Shot[] = [
  { name: "login", path: "/login" },
  {
    name: "login-wrong",
    path: "/login",
    async prepare(page) {
      await page.getByLabel(said("Username")).fill("noor");
      await page.getByLabel(said("Password"), { exact: true }).fill("not this one");
      await press("Sign in")(page);
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "login-enrol",
    path: "/login",
    async prepare(page) {
      await page.getByLabel(said("Username")).fill("moved");
      await page.getByLabel(said("Password"), { exact: true }).fill("correct horse");
      await press("Sign in")(page);
      await page.getByRole("button", { name: said("Set up this browser") }).waitFor();
    },
  },
  { name: "login-unsupported", path: "/login?plain" },
  { name: "register", path: "/register" },
  {
    name: "register-errors",
    path: "/register",
    async prepare(page) {
      await page.getByLabel(said("Username")).fill("Noor P");
      await page.getByLabel(said("Password"), { exact: true }).fill("password1");
      await press("Create account")(page);
    },
  },
  {
    name: "register-progress",
    path: "/register",
    async prepare(page) {
      await page.getByLabel(said("Username")).fill("noor");
      await page.getByLabel(said("Full name")).fill("Noor Placeholder");
      await page.getByLabel(said("Email")).fill("noor@example.org");
      await page.getByLabel(said("Password"), { exact: true }).fill("seven blue kettles");
      await page.getByLabel(said("Repeat password")).fill("seven blue kettles");
      await press("Create account")(page);
      await page.getByText(said("Asking for your certificates…")).waitFor();
    },
  },
  { name: "refused", path: "/refused?reason=issuer-unknown" },
  { name: "offline", path: "/offline" },
  { name: "chat-new-version", path: "/chat?scene=room&new-version" },
  { name: "chat-room", path: "/chat?scene=room" },
  { name: "chat-members", path: "/chat?scene=room", prepare: press("Members") },
  { name: "chat-direct", path: "/chat?scene=direct" },
  { name: "chat-changed", path: "/chat?scene=changed" },
  { name: "chat-new", path: "/chat?scene=new-conversation" },
  {
    name: "chat-long",
    path: "/chat?scene=long",
    async prepare(page) {
      await page.getByRole("log").evaluate((log) => log.scrollTop = 900);
    },
  },
  { name: "log-messages", path: "/chat?scene=messages" },
  {
    name: "log-beginning",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.getByRole("log").evaluate((log) => log.scrollTop = 0);
    },
  },
  {
    name: "log-tools",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "I will. Here is" }).click();
    },
  },
  {
    name: "log-menu",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "I will. Here is" }).click();
      await press("More actions")(page);
    },
  },
  {
    name: "log-react",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "And the tape." }).click();
      await press("React")(page);
    },
  },
  {
    name: "log-details",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "Please put the date" }).focus();
      await page.keyboard.press("i");
      await page.getByText(said("Earlier wordings")).waitFor();
    },
  },
  {
    name: "log-delete",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "All of it is" }).focus();
      await page.keyboard.press("Delete");
    },
  },
  {
    name: "log-pinned",
    path: "/chat?scene=messages",
    prepare: (page) => page.getByRole("button", { name: saidOf(2, "{count} pinned") }).click(),
  },
  {
    name: "log-date",
    path: "/chat?scene=messages",
    async prepare(page) {
      await press("More about this conversation")(page);
      await press("Jump to date")(page);
    },
  },
  {
    name: "log-header-menu",
    path: "/chat?scene=messages",
    prepare: press("More about this conversation"),
  },
  { name: "log-ten-thousand", path: "/chat?scene=ten-thousand" },
  { name: "log-opening", path: "/chat?scene=opening" },
  { name: "log-blocked", path: "/chat?scene=blocked" },
  { name: "chat-welcome", path: "/chat?scene=welcome" },
  { name: "chat-first-run", path: "/chat?scene=first-run" },
  { name: "chat-reconnecting", path: "/chat?scene=reconnecting" },
  { name: "chat-signed-out", path: "/chat?scene=signed-out" },
  { name: "chat-failed", path: "/chat" },
  { name: "chat-rtl", path: "/chat?scene=room&rtl" },
  { name: "rich-text", path: "/chat?scene=rich-text" },
  { name: "rich-text-rtl", path: "/chat?scene=rich-text&rtl" },
  { name: "files", path: "/chat?scene=files" },
  { name: "files-images", path: "/chat?scene=files", prepare: scrollLog(0.45) },
  {
    name: "image-viewer",
    path: "/chat?scene=files",
    async prepare(page) {
      await page.getByRole("button", { name: beginningOf("View {name}") }).first().click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("+");
    },
  },
  {
    name: "composer-reply",
    path: "/chat?scene=composer-reply",
    async prepare(page) {
      await page.getByText("Then ask").hover();
      await press("Reply")(page);
    },
  },
  {
    name: "composer-edit",
    path: "/chat?scene=rich-text",
    prepare: async (page) => await writeField(page).press("ArrowUp"),
  },
  {
    name: "composer-mention",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await writeField(page).pressSequentially("Thanks @s");
      await page.getByRole("listbox").waitFor();
    },
  },
  {
    name: "composer-shortcode",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await writeField(page).pressSequentially("Done :tada: :rock");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "composer-files",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await page.locator("input[type=file]").setInputFiles([
        { name: "hill.svg", mimeType: "image/svg+xml", buffer: HILL },
        {
          name: "minutes of the meeting about everything.pdf",
          mimeType: "application/pdf",
          buffer: Buffer.alloc(1_300_000),
        },
      ]);
      await writeField(page).fill("The hill, and the minutes.\nMore tomorrow.");
    },
  },
  {
    name: "emoji-picker",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await press("Emoji")(page);
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
    },
  },
  {
    name: "emoji-search",
    path: "/chat?scene=rich-text&rtl",
    async prepare(page) {
      await press("Emoji")(page);
      await page.getByRole("option").first().waitFor();
      await page.getByLabel(said("Search emoji")).fill("cat smil");
      await page.getByLabel(said("Skin tone")).click();
    },
  },
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
  { name: "help", path: "/help" },
  { name: "about", path: "/about" },
  { name: "dialog-new-room", path: "/chat?scene=welcome", prepare: press("New room") },
  { name: "dialog-invite", path: "/chat?scene=closed-room", prepare: press("Invite") },
  { name: "dialog-leave", path: "/chat?scene=closed-room", prepare: press("Leave room") },
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

const LIST_SHOTS: readonly Shot[] = [
  { name: "lists", path: "/chat?scene=search" },
  { name: "lists-beside", path: "/chat?scene=lists" },
  { name: "lists-rtl", path: "/chat?scene=search&rtl" },
  {
    name: "lists-many",
    path: "/chat?scene=lists-many",
    async prepare(page) {
      await page.locator(".sidebar__lists").evaluate((lists) => lists.scrollTop = 1800);
    },
  },
  { name: "lists-loading", path: "/chat?scene=lists-loading" },
  { name: "lists-offline", path: "/chat?scene=lists-offline" },
  {
    name: "lists-filtered",
    path: "/chat?scene=search",
    prepare: (page) => page.getByLabel(said("Filter people and rooms")).fill("zz"),
  },
  {
    name: "switcher",
    path: "/chat?scene=switcher",
    prepare: (page) => page.keyboard.press("Control+k"),
  },
  {
    name: "switcher-found",
    path: "/chat?scene=switcher",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("sa");
    },
  },
  {
    name: "switcher-none",
    path: "/chat?scene=switcher",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("qqq");
    },
  },
  { name: "search-empty", path: "/chat?scene=search", prepare: press("Search messages") },
  {
    name: "search-found",
    path: "/chat?scene=search",
    async prepare(page) {
      await press("Search messages")(page);
      await page.getByLabel(said("Words to search for")).fill("draft");
      await page.locator(".hit").first().waitFor();
    },
  },
  {
    name: "search-indexing",
    path: "/chat?scene=search&rtl",
    async prepare(page) {
      await press("Search messages")(page);
      await page.getByLabel(said("Words to search for")).fill("kettle");
      await page.locator(".hit").first().waitFor();
    },
  },
  {
    name: "search-none",
    path: "/chat?scene=search",
    async prepare(page) {
      await press("Search messages")(page);
      await page.getByLabel(said("Words to search for")).fill("zebra");
    },
  },
];

/** Opens a dialog of the conversation on screen, by the command of the quick switcher. */
const SAVED_SHOTS: readonly Shot[] = [
  {
    name: "dialog-save-log",
    path: "/chat?scene=lists",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(said("Save chat log"));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: said("Save chat log") }).waitFor();
    },
  },
  {
    name: "dialog-clear-history",
    path: "/chat?scene=lists",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(said("Clear history"));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: beginningOf("Clear the history of {title}?") })
        .waitFor();
    },
  },
  {
    name: "history-cleared",
    path: "/chat?scene=lists",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(said("Clear history"));
      await page.keyboard.press("Enter");
      await press("Clear history")(page);
      await page.getByRole("button", { name: said("Undo") }).waitFor();
    },
  },
];

if (folder === undefined) throw new Error("Name the folder that the pictures go to");

await Deno.mkdir(folder, { recursive: true });
await buildGallery();
const server = serveGallery(0);
const origin = `http://localhost:${(server.addr as Deno.NetAddr).port}`;
const browser = await launchChromium();
try {
  for (const colorScheme of SCHEMES) {
    if (onlyScheme !== undefined && colorScheme !== onlyScheme) continue;
    for (const viewport of WIDTHS) {
      if (onlyWidth !== undefined && viewport.width !== Number(onlyWidth)) continue;
      const context = await browser.newContext({ colorScheme, viewport, locale: "en-GB" });
      for (const { name, path, prepare } of [...SHOTS, ...LIST_SHOTS, ...SAVED_SHOTS]) {
        if (!name.includes(wanted)) continue;
        const page = await context.newPage();
        page.on("console", (line) => {
          if (line.type() === "error") console.error(`${name}: ${line.text()}`);
        });
        page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
        await page.goto(origin + inLanguage(path));
        await page.locator("main").first().waitFor({ state: "attached" });
        await page.waitForTimeout(SETTLE_MS);
        try {
          await prepare?.(page);
        } catch (error) {
          if (viewport.width >= 720 && language === "en") throw error;
          console.error(`${name}: ${error}`);
        }
        await page.waitForTimeout(SETTLE_MS);
        await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${colorScheme}.png` });
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.shutdown();
}
