/** What people of the pictures do with messages, beside writing them. */

import { Buffer } from "node:buffer";
import type { Locator } from "playwright-core";
import type { Visitor } from "../../tests/support/browser.ts";

function rowOf({ log }: Visitor, text: string): Locator {
  return log.locator(".message", { hasText: text }).last();
}

async function press(visitor: Visitor, text: string, name: string): Promise<void> {
  const row = rowOf(visitor, text);
  const button = row.getByRole("button", { name, exact: true });
  // A row that had to be scrolled to may move from under the pointer while its surroundings are
  // drawn.
  for (let tries = 0; tries < 5; tries++) {
    await row.hover();
    // On a phone's width only what was pressed shows its buttons.
    if (visitor.page.viewportSize()!.width < 720) await row.focus();
    if (await button.waitFor({ timeout: 1_000 }).then(() => true, () => false)) break;
    await visitor.page.mouse.move(0, 0);
  }
  await button.click();
}

/** Puts one of the quick emoji under the message with `text`. */
export async function react(visitor: Visitor, text: string, emoji: string): Promise<void> {
  await press(visitor, text, "React");
  await visitor.press(`React with ${emoji}`);
  await rowOf(visitor, text).getByText(emoji).first().waitFor();
}

/** Answers the message with `text`. */
export async function reply(visitor: Visitor, text: string, answer: string): Promise<void> {
  await press(visitor, text, "Reply");
  await visitor.button("Cancel reply").waitFor();
  await visitor.send(answer);
  // The marks of bold text are not shown.
  await visitor.handedIn(answer.replaceAll("**", ""));
}

export async function pin(visitor: Visitor, text: string): Promise<void> {
  await press(visitor, text, "More actions");
  await visitor.page.getByRole("menuitem", { name: "Pin" }).or(visitor.button("Pin")).first()
    .click();
  await visitor.page.mouse.move(0, 0);
}

/** Opens the details of the message with `text`. */
export async function details(visitor: Visitor, text: string): Promise<void> {
  await press(visitor, text, "More actions");
  await visitor.page.getByRole("menuitem", { name: "Message details" })
    .or(visitor.button("Message details")).first().click();
  await visitor.page.getByRole("dialog").waitFor();
}

/** Sends a picture that the browser draws: a poster of hills under a sun. */
export async function sendPoster(visitor: Visitor, caption: string): Promise<void> {
  const base64 = await visitor.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 400);
    const brush = canvas.getContext("2d")!;
    const sky = brush.createLinearGradient(0, 0, 0, 400);
    sky.addColorStop(0, "#f7e3c4");
    sky.addColorStop(1, "#f2b48c");
    brush.fillStyle = sky;
    brush.fillRect(0, 0, 640, 400);
    brush.fillStyle = "#e8674a";
    brush.beginPath();
    brush.arc(460, 150, 62, 0, 2 * Math.PI);
    brush.fill();
    for (const [colour, height, wave] of [["#7f9c86", 250, 34], ["#4d7560", 300, 26]] as const) {
      brush.fillStyle = colour;
      brush.beginPath();
      brush.moveTo(0, 400);
      for (let x = 0; x <= 640; x += 8) brush.lineTo(x, height + wave * Math.sin(x / 90 + wave));
      brush.lineTo(640, 400);
      brush.fill();
    }
    brush.fillStyle = "#2c3b33";
    brush.font = "600 46px serif";
    brush.fillText("Open day", 44, 84);
    brush.font = "22px serif";
    brush.fillText("Saturday, ten to four", 46, 118);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return new Uint8Array(await blob.arrayBuffer()).toBase64();
  });
  await visitor.page.locator('input[type="file"]').setInputFiles({
    name: "poster.png",
    mimeType: "image/png",
    buffer: Buffer.from(base64, "base64"),
  });
  await visitor.writing.fill(caption);
  await visitor.press("Send");
  await visitor.handedIn(caption);
}
