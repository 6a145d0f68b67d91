import type { Visitor } from "../../tests/support/browser.ts";
import { DIRECT, ROOM } from "./scene.ts";

export interface Shot {
  name: string;
  /** Of the reader who is signed in, or of a guest. */
  signedIn: boolean;
  /** Brings the page to where the picture is taken. */
  show: (visitor: Visitor) => Promise<void>;
}

/** From this width on there is room for the list of members beside the talk. */
const WIDE_PX = 1000;

/** Every picture, each taken at every width and in both colour schemes. */
export const SHOTS: readonly Shot[] = [
  {
    name: "login",
    signedIn: false,
    async show({ page }) {
      await page.goto("/login");
      await page.getByRole("button", { name: "Sign in", disabled: false }).waitFor();
    },
  },
  {
    name: "register",
    signedIn: false,
    async show({ page }) {
      await page.goto("/register");
      await page.getByRole("button", { name: "Create account", disabled: false }).waitFor();
    },
  },
  {
    name: "refused",
    signedIn: false,
    show: async ({ page }) => void await page.goto("/refused?reason=issuer-unknown"),
  },
  { name: "chat-list", signedIn: true, show: toLists },
  {
    name: "chat-direct",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.openPerson(DIRECT.with);
      await visitor.sees(DIRECT.lines.at(-1)!.text);
      await visitor.page.mouse.move(0, 0);
    },
  },
  {
    name: "chat-room",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.openRoom(ROOM.name);
      await visitor.sees(ROOM.lines.at(-1)!.text);
      if (visitor.page.viewportSize()!.width >= WIDE_PX) await visitor.press("Members");
      await visitor.page.mouse.move(0, 0);
    },
  },
  {
    name: "new-room",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.press("New room");
      await visitor.field("Room name").fill("Summer fair");
    },
  },
];

/** Closes what lies over the lists of people and rooms. */
async function toLists({ page }: Visitor): Promise<void> {
  const dialog = page.getByRole("dialog");
  if (await dialog.isVisible()) {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  for (const name of ["Close members", "Back"]) {
    const button = page.getByRole("button", { name, exact: true });
    if (await button.isVisible()) await button.click();
  }
}
