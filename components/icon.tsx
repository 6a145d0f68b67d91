// Browser-safe: runs in the page and on the server.

/** Strokes of each icon on a grid of 24; one or more `d` of SVG paths. */
const PATHS = {
  alert: ["M12 4 2.9 19.5h18.2z", "M12 10v4.2", "M12 17v.01"],
  "arrow-down": ["M12 5v14", "m6.5 13.5 5.5 5.5 5.5-5.5"],
  back: ["M15 5 8 12l7 7"],
  bell: [
    "M6.5 16.5v-6a5.5 5.5 0 0 1 11 0v6l1.5 2h-14z",
    "M10 21h4",
  ],
  bubble: ["M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.6-2.9A7.5 7.5 0 1 1 20 11.5z"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 7.5V12l3 2"],
  close: ["m6 6 12 12", "M18 6 6 18"],
  dot: ["M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"],
  eye: [
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  ],
  globe: [
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
    "M3.5 12h17",
    "M12 3.5c5 5 5 12 0 17c-5-5-5-12 0-17z",
  ],
  hash: ["M9.5 4 7.5 20", "m16.5 4-2 16", "M4.5 9h16", "M3.5 15h16"],
  history: ["M4 12a8 8 0 1 0 2.6-5.9L4 8.5", "M4 4v4.5h4.5", "M12 8v4.3l2.8 1.7"],
  info: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 11v5", "M12 7.8v.01"],
  key: [
    "M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "m10.9 12.6 8.6-8.6",
    "m15.5 8 3 3",
  ],
  leave: ["M13 4.5H6.5v15H13", "M11 12h9.5", "m17 8.5 3.5 3.5-3.5 3.5"],
  lock: ["M6 10.5h12v9H6z", "M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"],
  more: [
    "M5.5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
    "M12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
    "M18.5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
  ],
  offline: [
    "m4 4 16 16",
    "M8.6 14.6a5 5 0 0 1 6 -.6",
    "M5.2 11.2a10 10 0 0 1 3.6-2.2",
    "M13 8.1a10 10 0 0 1 5.8 3.1",
    "M12 18.5v.01",
  ],
  palette: [
    "M12 3.5a8.5 8.5 0 1 0 0 17c1.7 0 2-1.2 1.4-2.2-.8-1.4 0-2.8 1.6-2.8h2c2.2 0 3.5-1.6 3.5-3.8C20.5 7 16.7 3.5 12 3.5z",
    "M7.5 11.5v.01",
    "M10.5 7.5v.01",
    "M15 8v.01",
  ],
  pen: ["m4.5 19.5 1-4L16 5l3 3L8.5 18.5z", "m13.5 7.5 3 3"],
  person: ["M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "M4.5 20a7.5 7.5 0 0 1 15 0"],
  "person-add": [
    "M10 4.5a3.75 3.75 0 1 0 0 7.5 3.75 3.75 0 0 0 0-7.5z",
    "M3 20a7 7 0 0 1 14 0",
    "M19 7v6",
    "M16 10h6",
  ],
  "person-remove": [
    "M10 4.5a3.75 3.75 0 1 0 0 7.5 3.75 3.75 0 0 0 0-7.5z",
    "M3 20a7 7 0 0 1 14 0",
    "M16 10h6",
  ],
  people: [
    "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
    "M2.5 19.5a6.5 6.5 0 0 1 13 0",
    "M15.5 5.3a3.5 3.5 0 0 1 0 6.4",
    "M17.8 13.8a6.5 6.5 0 0 1 3.7 5.7",
  ],
  plus: ["M12 5v14", "M5 12h14"],
  remove: ["M5 7h14", "M9.5 7V4.5h5V7", "m6.5 7 1 12.5h9l1-12.5", "M10.3 11v5", "M13.7 11v5"],
  retry: ["M20 12a8 8 0 1 1-2.6-5.9L20 8.5", "M20 4v4.5h-4.5"],
  search: ["M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z", "m15.8 15.8 4.2 4.2"],
  send: ["M4.5 12 3.5 4.5 21 12 3.5 19.5z", "M4.5 12H12"],
  settings: [
    "M4 7h9",
    "M17 7h3",
    "M15 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    "M4 17h3",
    "M11 17h9",
    "M9 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  ],
  shield: ["M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6z", "m9 11.8 2.2 2.2 3.9-4.2"],
  undo: ["M5 9h9.5a5 5 0 0 1 0 10H9", "M8.5 5.5 5 9l3.5 3.5"],
  window: ["M3.5 5.5h17v13h-17z", "M3.5 9.5h17"],
} as const;

export type IconName = keyof typeof PATHS;

/** Icons that point along the line of reading and turn round in right-to-left text. */
const DIRECTIONAL: ReadonlySet<IconName> = new Set(["back", "leave", "send", "undo"]);

/** A picture beside a word; the word carries the meaning, so nothing is said for the picture. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class={DIRECTIONAL.has(name) ? "icon icon--directional" : "icon"}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      {PATHS[name].map((d) => <path key={d} d={d} />)}
    </svg>
  );
}
