import assert from "node:assert/strict";
import { parseOptions } from "./options.ts";

Deno.test("without options both setups are measured in full", () => {
  assert.deepEqual(parseOptions([]), {
    setups: ["embedded", "rabbitmq"],
    quick: false,
    ui: false,
    seconds: 20,
  });
});

Deno.test("options are read, and what is no option is refused by name", () => {
  assert.deepEqual(parseOptions(["--quick", "--only=rabbitmq", "--seconds=3"]), {
    setups: ["rabbitmq"],
    quick: true,
    ui: false,
    seconds: 3,
  });
  for (const bad of ["--only=kafka", "--seconds=0", "--seconds", "fast"]) {
    assert.throws(() => parseOptions([bad]), new RegExp(`Cannot understand ${bad}`));
  }
});

Deno.test("the browser's part is asked for by its name", () => {
  assert.equal(parseOptions(["ui", "--quick"]).ui, true);
});
