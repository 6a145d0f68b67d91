import assert from "node:assert/strict";
import { type AuthoritySettings, checkSettings } from "./settings.ts";

const good: AuthoritySettings = {
  dataDir: "data",
  organisation: "Müller & Söhne",
  publicOrigin: "https://chat.example.org",
  certificateDays: 90,
  crlHours: 24,
};

Deno.test("sound settings are taken", () => {
  checkSettings(good);
  checkSettings({ ...good, publicOrigin: "http://localhost:8000" });
  checkSettings({ ...good, organisation: "\u{1F600}".repeat(64) });
});

const WRONG: Partial<AuthoritySettings>[] = [
  { dataDir: "" },
  { organisation: " " },
  { organisation: "x".repeat(65) },
  { organisation: "\u{1F600}".repeat(65) },
  { organisation: "Example\nRoot" },
  { organisation: "\u200b" },
  { publicOrigin: "https://chat.example.org/" },
  { publicOrigin: "ftp://chat.example.org" },
  { publicOrigin: "chat.example.org" },
  { certificateDays: 0 },
  { certificateDays: 826 },
  { certificateDays: 1.5 },
  { crlHours: Number.NaN },
  { crlHours: 241 },
];

for (const wrong of WRONG) {
  const [field, value] = Object.entries(wrong)[0]!;
  Deno.test(`${field} ${JSON.stringify(value).slice(0, 30)} is refused`, () => {
    assert.throws(() => checkSettings({ ...good, ...wrong }), { kind: "invalid", field });
  });
}
