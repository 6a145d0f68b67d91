// Browser-safe: runs in the page and on the server.

/** Strokes of each icon on a grid of 24; one or more `d` of SVG paths. */
const PATHS = {
  alert: ["M12 4 2.9 19.5h18.2z", "M12 10v4.2", "M12 17v.01"],
  "arrow-down": ["M12 5v14", "m6.5 13.5 5.5 5.5 5.5-5.5"],
  at: [
    "M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z",
    "M15.8 8.5v5a2.3 2.3 0 0 0 4.7 0V12a8.5 8.5 0 1 0-3.4 6.8",
  ],
  back: ["M15 5 8 12l7 7"],
  "bell-off": [
    "m4 4 16 16",
    "M6.5 9.5V16.5L5 18h13",
    "M8.3 7A5.5 5.5 0 0 1 17.5 11v3.5",
    "M10 20.5h4",
  ],
  bubble: ["M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.6-2.9A7.5 7.5 0 1 1 20 11.5z"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 7.5V12l3 2"],
  close: ["m6 6 12 12", "M18 6 6 18"],
  dot: ["M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"],
  edit: ["M4.5 19.5 5.5 15 16 4.5 19.5 8 9 18.5z", "m13.5 7 3.5 3.5"],
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
  save: ["M12 4v10.5", "m7.5 10.5 4.5 4.5 4.5-4.5", "M4.5 19.5h15"],
  search: ["M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z", "m15.8 15.8 4.2 4.2"],
  send: ["M4.5 12 3.5 4.5 21 12 3.5 19.5z", "M4.5 12H12"],
  shield: ["M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6z", "m9 11.8 2.2 2.2 3.9-4.2"],
  switch: ["M4 8h14", "m14.5 4.5 3.5 3.5-3.5 3.5", "M20 16H6", "m9.5 12.5-3.5 3.5 3.5 3.5"],
} as const;

export type IconName = keyof typeof PATHS;

/** Icons that point along the line of reading and turn round in right-to-left text. */
const DIRECTIONAL: ReadonlySet<IconName> = new Set(["back", "leave", "send"]);

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
