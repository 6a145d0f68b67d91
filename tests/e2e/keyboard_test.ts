/** Keys, targets, motion, zoom and forced colours (point 14), on the gallery in real Chromium. */

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { SharedBrowser, type Visitor, type WindowSettings } from "../support/browser.ts";
import { drawn } from "../support/gallery/scenes/shot.ts";
import { type RunningGallery, startGallery } from "../support/gallery/running.ts";

/** Everything that unfolds over the page. */
const UNFOLDED =
  "dialog[open], .popup, .emoji-panel:not(.emoji-panel--waiting), .menu__list:not([hidden])";
const PLACES = [
  "/chat?scene=messages",
  "/chat?scene=files",
  "/chat?scene=search",
  "/chat?scene=first-run",
  "/login",
  "/register",
  "/refused?reason=expired",
  "/help",
  "/about",
];

let browser: SharedBrowser;
let gallery: RunningGallery;

Deno.test.beforeAll(async () => {
  [browser, gallery] = await Promise.all([SharedBrowser.launch(), startGallery()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await gallery.close();
});

async function open(path: string, settings?: WindowSettings): Promise<Visitor> {
  const visitor = await browser.visitor(gallery.origin, settings);
  await show(visitor, path);
  return visitor;
}

async function show({ page }: Visitor, path: string): Promise<void> {
  await page.goto(path);
  await drawn(page);
}

/** What has the focus: the part of the chat that it is in, and whether it can be seen. */
function focused(page: Page): Promise<{ part: string; name: string; outlined: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement!;
    const part = ["skip", "sidebar", "head", "log", "composer"].find((one) =>
      element.closest(`.${one}`)
    );
    // The line between the panes draws it around its grip.
    const shows = [undefined, "::after"].some((pseudo) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, pseudo);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    });
    // A field shows it at its border or its box.
    return {
      part: part ?? "",
      name: element.ariaLabel ?? element.textContent.trim().slice(0, 40),
      outlined: shows || element.matches("input, textarea"),
    };
  });
}

Deno.test("Tab alone goes from the way past the list to the field, and through the log in one step", async () => {
  const visitor = await open("/chat?scene=direct");
  const { page } = visitor;
  // The chat begins in its field; the page begins here.
  await page.locator(".skip").focus();
  const stops: Awaited<ReturnType<typeof focused>>[] = [];
  for (let step = 0; step < 80; step++) {
    const stop = await focused(page);
    if (stop.part === "" || (stops.length > 0 && stop.part === "skip")) break;
    stops.push(stop);
    await page.keyboard.press("Tab");
  }
  const parts = stops.map(({ part }) => part);
  assert.deepEqual(parts.filter((part, index) => part !== parts[index - 1]), [
    "skip",
    "sidebar",
    "head",
    "log",
    "composer",
  ]);
  assert.equal(parts.filter((part) => part === "log").length, 1);
  assert.deepEqual(stops.filter(({ outlined }) => !outlined), []);

  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).part, "head");
  await visitor.close();
});

async function hasFocus(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(":focus")).waitFor();
}

Deno.test("each dialog and menu opens by Enter and closes by Escape, and the focus is back", async () => {
  const visitor = await open("/chat?scene=closed-room");
  const { page } = visitor;
  const unfolded = page.locator(UNFOLDED);
  for (
    const name of [
      "Go to a conversation",
      "Search messages",
      "New room",
      "Settings",
      "More ways to leave",
      "Invite",
      "Leave room",
      "Search in this conversation",
      "More about this conversation",
      "Emoji",
    ]
  ) {
    const button = visitor.button(name);
    await button.focus();
    await page.keyboard.press("Enter");
    await unfolded.first().waitFor();
    // From within, wherever the focus goes by itself.
    if (await button.and(page.locator(":focus")).count() > 0) await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await unfolded.first().waitFor({ state: "detached" }).catch((cause) => {
      throw new Error(`${name} did not close`, { cause });
    });
    await hasFocus(button);
  }

  await show(visitor, "/chat?scene=messages");
  const row = page.locator(".message", { hasText: "I will. Here is" });
  await row.focus();
  await page.keyboard.press("i");
  await page.getByRole("dialog", { name: "Message details" }).waitFor();
  await page.keyboard.press("Escape");
  await unfolded.first().waitFor({ state: "detached" });
  await hasFocus(row);
  const more = row.getByRole("button", { name: "More actions" });
  await more.focus();
  await page.keyboard.press("Enter");
  await unfolded.first().waitFor();
  await page.keyboard.press("Escape");
  await unfolded.first().waitFor({ state: "detached" });
  // Its tools may have gone with the menu; the message itself has the focus then.
  await page.locator(".message:focus-within", { hasText: "I will. Here is" }).waitFor();
  assert.deepEqual(visitor.violations, []);
  await visitor.close();
});

Deno.test("a dialog with a choice opens on what is chosen", async () => {
  const visitor = await open("/chat?scene=messages");
  for (const [name, chosen] of [["Save chat log…", "Web page"], ["Clear history…", "In this"]]) {
    await visitor.press("More about this conversation");
    await visitor.press(name!);
    await hasFocus(visitor.page.getByRole("radio", { name: chosen! }));
    await visitor.page.keyboard.press("Escape");
  }
  await visitor.close();
});

/** Holds back the file at `pattern` until it is let go. */
async function holdBack(page: Page, pattern: string): Promise<{ letGo: () => void }> {
  const held = Promise.withResolvers<void>();
  await page.route(pattern, async (route) => {
    await held.promise;
    await route.continue();
  });
  return { letGo: held.resolve };
}

Deno.test("what is typed before the content of a dialog is here stands in its field, and the caret behind it", async () => {
  for (
    const [file, opens, name, role] of [
      ["finder_contents", "Control+k", "Name of a person, a room or a command", "combobox"],
      ["finder_contents", "Control+Shift+F", "Words to search for", "searchbox"],
    ] as const
  ) {
    const visitor = await open("/chat?scene=lists");
    const { page } = visitor;
    const { letGo } = await holdBack(page, `**/${file}*.js`);
    await page.keyboard.press(opens);
    await page.keyboard.type("gardn");
    await page.keyboard.press("ArrowLeft");
    await hasFocus(page.getByRole("textbox", { name }));
    letGo();
    const field = page.getByRole(role, { name });
    await hasFocus(field);
    await page.keyboard.type("e");
    assert.equal(await field.inputValue(), "garden");
    assert.deepEqual(visitor.violations, []);
    await visitor.close();
  }
});

Deno.test("Enter that is pressed before the content of a dialog is here counts when it is", async () => {
  const visitor = await open("/chat?scene=lists");
  const { page } = visitor;
  const dialog = page.locator("dialog");
  const finder = await holdBack(page, "**/finder_contents*.js");
  const person = "Bruno Beispiel";
  await page.keyboard.press("Control+k");
  await page.keyboard.type(person);
  await page.keyboard.press("Enter");
  finder.letGo();
  await page.getByRole("heading", { name: person, exact: true }).first().waitFor();
  await dialog.waitFor({ state: "detached" });

  const room = await holdBack(page, "**/new_room_dialog*.js");
  await visitor.press("New room");
  await page.keyboard.type("Kept letters");
  await page.keyboard.press("Enter");
  room.letGo();
  await page.getByRole("heading", { name: "Kept letters", exact: true }).first().waitFor();
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual(visitor.violations, []);
  await visitor.close();
});

Deno.test("a dialog whose content cannot be loaded says so, keeps what was typed, and tries again", async () => {
  const visitor = await open("/chat?scene=lists");
  const { page } = visitor;
  await page.route("**/new_room_dialog*.js", (route) => route.abort());
  await visitor.press("New room");
  await page.keyboard.type("Later");
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await page.unroute("**/new_room_dialog*.js");
  await visitor.press("Try again");
  await visitor.button("Create room").waitFor();
  assert.equal(await visitor.field("Room name").inputValue(), "Later");
  await visitor.close();
});

Deno.test("on a phone the open section of the settings stands in from the edge", async () => {
  const visitor = await open("/chat?scene=room", { size: { width: 360, height: 740 } });
  const { page } = visitor;
  await page.keyboard.press("Control+,");
  for (const section of ["About", "Writing", "Notifications", "Appearance"]) {
    await page.locator(".settings__tab", { hasText: section }).click();
    const { x, width } = (await page.locator(".settings__tab[aria-current]").boundingBox())!;
    assert.ok(x >= 16 && x + width <= 344, `${section}: ${x} to ${x + width}`);
  }
  await visitor.close();
});

Deno.test("the first key counts as soon as the chat is on the screen", async () => {
  const visitor = await browser.visitor(gallery.origin);
  await visitor.page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector(".chat") === null) return;
      observer.disconnect();
      document.dispatchEvent(
        new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true }),
      );
    }).observe(document, { childList: true, subtree: true });
  });
  await show(visitor, "/chat?scene=lists");
  await visitor.page.getByRole("dialog", { name: "Go to a conversation" }).waitFor();
  await visitor.close();
});

Deno.test("who asked for less motion gets none", async () => {
  const moving = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll("body, body *")].flatMap((element) =>
        [undefined, "::before", "::after"].flatMap((pseudo) => {
          const style = getComputedStyle(element, pseudo);
          const times = `${style.animationDuration}, ${style.transitionDuration}`;
          return /[1-9]/.test(times) ? [`${element.className} ${times}`] : [];
        })
      )
    );
  const paths = ["/chat?scene=lists-loading", "/chat?scene=messages", "/login"];
  const calm = await browser.visitor(gallery.origin, { reducedMotion: "reduce" });
  for (const path of paths) {
    await show(calm, path);
    assert.deepEqual(await moving(calm.page), [], path);
  }
  await calm.page.emulateMedia({ reducedMotion: "no-preference" });
  assert.notDeepEqual(await moving(calm.page), []);
  await calm.close();
});

/** What does not fit into the window from side to side, or is cut without a sign. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.scrollingElement!.scrollWidth;
    if (wide > innerWidth) found.push(`the page is ${wide} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest(".said, .skip, svg, pre, .emoji-panel__groups, [aria-hidden=true]")) {
        continue;
      }
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const name = `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`;
      if (box.left < -1 || box.right > innerWidth + 1) found.push(`outside: ${name}`);
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      // An ellipsis says that there is more, a field scrolls, and some is only for the ear.
      if (textOverflow === "ellipsis" || clipPath === "inset(50%)") continue;
      if (element.matches(".cut *, input, textarea")) continue;
      if (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) {
        found.push(`cut: ${name}`);
      }
    }
    return found;
  });
}

Deno.test("at twice the size, and with larger letters, nothing is cut and nothing scrolls sideways", async () => {
  const visitor = await browser.visitor(gallery.origin, {
    size: { width: 720, height: 450 },
    scale: 2,
  });
  const { page } = visitor;
  for (const path of PLACES) {
    for (const textSize of ["medium", "larger"]) {
      await show(visitor, `${path}${path.includes("?") ? "&" : "?"}textSize=${textSize}`);
      assert.deepEqual(await cut(page), [], `${path} ${textSize}`);
      if (!path.includes("scene=messages")) continue;
      await visitor.writing.waitFor();
      const field = (await visitor.writing.boundingBox())!;
      assert.ok(field.y + field.height <= 450, `the field ends at ${field.y + field.height}`);
    }
  }
  await visitor.close();
});

Deno.test("on a phone, with larger letters and longer words, nothing is cut either", async () => {
  const visitor = await browser.visitor(gallery.origin, { size: { width: 360, height: 740 } });
  for (const path of ["/chat?scene=room", "/chat?scene=messages", "/chat?scene=files", "/login"]) {
    const query = `${path.includes("?") ? "&" : "?"}textSize=larger&language=fr`;
    await show(visitor, path + query);
    assert.deepEqual(await cut(visitor.page), [], path);
  }
  await visitor.close();
});

/** What is written in the log and lies under the tools of a message. */
function underTools(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const tools = document.querySelector(".tools")!.getBoundingClientRect();
    const written = ".time, .group__name, .message__text, .message__marks, .message__gone, " +
      ".message__problem, .message__file, .reaction, .quote";
    return [...document.querySelectorAll<HTMLElement>(written)].filter((element) => {
      if (!element.checkVisibility({ opacityProperty: true })) return false;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const across = Math.min(right, tools.right) - Math.max(left, tools.left);
      const along = Math.min(bottom, tools.bottom) - Math.max(top, tools.top);
      return across > 1 && along > 1;
    }).map(({ className, textContent }) => `${className}: ${textContent}`);
  });
}

Deno.test("on a phone's width the tools of a message lie on nothing that is written", async () => {
  const found: string[] = [];
  for (const touched of [false, true]) {
    for (const direction of ["", "&rtl"]) {
      const size = { width: 360, height: 740 };
      const visitor = await open(`/chat?scene=messages${direction}`, { touched, size });
      const { page } = visitor;
      for (const text of ["And the tape.", "I will. Here is", "All of it is", "Perfect."]) {
        const message = page.locator(".message", { hasText: text });
        const words = message.locator(".message__text");
        await (touched ? words.tap() : words.click());
        await message.locator(".tools").waitFor();
        for (const line of await underTools(page)) found.push(`${text} ${direction} ${line}`);
      }
      await visitor.close();
    }
  }
  assert.deepEqual(found, []);
});

Deno.test("on a phone's width nothing moves, wherever the pointer is and whatever it presses", async () => {
  const visitor = await open("/chat?scene=messages", { size: { width: 390, height: 740 } });
  const { page } = visitor;
  const places = () =>
    page.locator(".message").evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().top)
    );
  const before = await places();
  for (const text of ["And the tape.", "I will. Here is", "All of it is"]) {
    await page.locator(".message__text", { hasText: text }).hover();
    assert.deepEqual(await places(), before, text);
  }
  await page.mouse.down();
  await drawn(page);
  assert.deepEqual(await places(), before);
  await page.mouse.up();
  await page.locator(".tools").waitFor();
  assert.deepEqual(await places(), before);
  await page.locator(".message__text", { hasText: "And the tape." }).click();
  await page.locator(".message", { hasText: "And the tape." }).locator(".tools").waitFor();
  assert.deepEqual(await places(), before);
  await visitor.close();
});

Deno.test("the tools of a message lie on nothing that can be pressed", async () => {
  for (const path of ["/chat?scene=rich-text", "/chat?scene=rich-text&rtl"]) {
    // The code is as wide as the log.
    const visitor = await open(path, { size: { width: 960, height: 800 } });
    const { page } = visitor;
    const rows = page.locator(".message", { has: page.locator(".code") });
    let seen = 0;
    for (let row = 0; row < await rows.count(); row++) {
      await rows.nth(row).locator(".code__text").hover();
      await rows.nth(row).locator(".tools").waitFor();
      const under = await page.evaluate(() => {
        const tools = document.querySelector(".tools")!;
        const own = tools.getBoundingClientRect();
        const controls = document.querySelectorAll("[role=log] :is(button, a[href], summary)");
        return [...controls].filter((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          // A picture can be pressed beside them.
          return !tools.contains(one) && bottom - top < 2 * own.height && left < own.right &&
            right > own.left &&
            top < own.bottom && bottom > own.top;
        }).map(({ textContent }) => textContent);
      });
      assert.deepEqual(under, [], `${path} ${await rows.nth(row).innerText()}`);
      seen++;
    }
    assert.ok(seen > 0, path);
    await visitor.close();
  }
});

/** Buttons, links and fields that are smaller than `least` CSS pixels, but for those in a text. */
function small(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = "button, a[href], input, select, textarea, summary, [role=option]";
    return [...document.querySelectorAll<HTMLElement>(controls)].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return [];
      if (element.closest(".skip, p a, li p, .rich, dd") !== null) return [];
      const target = element.matches("[type=radio], [type=checkbox]")
        ? element.closest("label") ?? element
        : element;
      const { width, height } = target.getBoundingClientRect();
      if (width + 0.5 >= least && height + 0.5 >= least) return [];
      const name = element.ariaLabel ?? element.textContent.trim().slice(0, 30);
      return [`${element.className} "${name}" ${width.toFixed()}x${height.toFixed()}`];
    });
  }, least);
}

Deno.test("whatever can be pressed is large enough for a pointer, and for a finger", async () => {
  const found: string[] = [];
  for (const [touched, least] of [[false, 24], [true, 44]] as const) {
    const size = touched ? { width: 360, height: 740 } : { width: 1440, height: 900 };
    const visitor = await browser.visitor(gallery.origin, { touched, size });
    for (const path of PLACES) {
      await show(visitor, path);
      for (const line of await small(visitor.page, least)) found.push(`${least}, ${path}: ${line}`);
    }
    await visitor.close();
  }
  assert.deepEqual(found, []);
});

Deno.test("in the system's own colours the focus and what is chosen can still be seen", async () => {
  const visitor = await open("/chat?scene=lists");
  const { page } = visitor;
  await page.emulateMedia({ forcedColors: "active" });
  const outline = (locator: Locator) =>
    locator.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
    });
  const current = page.locator('.row[aria-current="true"]');
  const other = page.locator(".row:not([aria-current])").first();
  assert.ok(await outline(current) >= 2);
  assert.equal(await outline(other), 0);
  await page.keyboard.press("Tab");
  await other.focus();
  assert.ok(await outline(other) > await outline(current));
  await visitor.close();
});

Deno.test("what can be done with a room's members is one Tab stop, which the arrows go over", async () => {
  const visitor = await open("/chat?scene=room", { size: { width: 1440, height: 900 } });
  const { page } = visitor;
  await page.getByRole("button", { name: "Members", exact: true }).click();
  const panel = page.getByRole("complementary", { name: "Members" });
  const buttons = panel.locator(".member button");
  await buttons.first().waitFor();
  const count = await buttons.count();
  assert.ok(count >= 4, `${count} buttons`);
  const hasFocus = (one: Locator) => one.and(page.locator(":focus")).waitFor();
  await panel.getByRole("button", { name: "Close members" }).focus();
  await page.keyboard.press("Tab");
  await hasFocus(buttons.first());
  await page.keyboard.press("ArrowDown");
  await hasFocus(buttons.nth(1));
  await page.keyboard.press("End");
  await hasFocus(buttons.nth(count - 1));
  await page.keyboard.press("ArrowUp");
  await hasFocus(buttons.nth(count - 2));
  // Out of the list at once, and back to where one was in it.
  await page.keyboard.press("Shift+Tab");
  await hasFocus(panel.getByRole("button", { name: "Close members" }));
  await page.keyboard.press("Tab");
  await hasFocus(buttons.nth(count - 2));
  await page.keyboard.press("Tab");
  assert.equal(await panel.locator(":focus").count(), 0);
  await visitor.close();
});
