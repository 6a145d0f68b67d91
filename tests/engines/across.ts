import type { Cast } from "./stage.ts";

/** People whose browsers are of different kinds. */
export function acrossEngines(casts: readonly Cast[]): void {
  Deno.test("people in all the engines talk in one room, and each reads the others", async () => {
    const people = await Promise.all(casts.map((cast) => cast.ada()));
    const [first, ...others] = people;
    await first!.createRoom("Market square", "Open to everyone");
    for (const one of others) {
      await one.press({
        role: "button",
        begins: "Market square",
        within: { role: "navigation", name: "Rooms" },
      });
      await one.shows({ role: "field", name: "Message" });
    }
    // Everybody is there before anything is said.
    for (const { adaName } of casts.slice(1)) await first!.sees(`${adaName} joined.`);
    for (const [index, one] of people.entries()) {
      await one.send(`Good morning from ${casts[index]!.name}.`);
    }
    for (const one of people) {
      for (const { name } of casts) await one.sees(`Good morning from ${name}.`);
    }
  });
}
