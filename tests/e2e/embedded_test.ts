import { journey } from "./journey.ts";

Deno.test("two people register, sign in and talk in real browsers, on the embedded parts", (t) =>
  journey(t));
