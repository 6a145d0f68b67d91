/** Gallery shots of the pages before the chat. */

import { press, type Shot } from "./shot.ts";
import { said } from "./words.ts";

/** The pages before the chat, and beside it. */
export const ENTRANCE_SHOTS: readonly Shot[] = [
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
  { name: "help", path: "/help" },
  { name: "about", path: "/about" },
];
