// Browser-safe: runs in the page and on the server.

/** Strokes of each icon on a grid of 24; one or more `d` of SVG paths. */
const PATHS = {
  alert: ["M12 4 2.9 19.5h18.2z", "M12 10v4.2", "M12 17v.01"],
  archive: ["M4 7.5h16v12H4z", "M3 4.5h18v3H3z", "M10 11.5h4"],
  "arrow-down": ["M12 5v14", "m6.5 13.5 5.5 5.5 5.5-5.5"],
  attach: [
    "m19.5 11.5-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  ],
  audio: [
    "M9 17.5V6l10-2v11.5",
    "M6.5 15a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "M16.5 13a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  ],
  back: ["M15 5 8 12l7 7"],
  bell: ["M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5z", "M10 20.5h4"],
  "bell-off": [
    "m4 4 16 16",
    "M6.5 9.5V16.5L5 18h13",
    "M8.3 7A5.5 5.5 0 0 1 17.5 11v3.5",
    "M10 20.5h4",
  ],
  bubble: ["M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.6-2.9A7.5 7.5 0 1 1 20 11.5z"],
  calendar: ["M4.5 6h15v13.5h-15z", "M4.5 10.5h15", "M8.5 3.5V8", "M15.5 3.5V8"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  "check-double": ["m2 12.5 4.5 4.5L16 7.5", "m11.5 16 1 1L22 7.5"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 7.5V12l3 2"],
  close: ["m6 6 12 12", "M18 6 6 18"],
  copy: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
  dot: ["M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z"],
  download: ["M12 4v11", "m7 10.5 5 5 5-5", "M4.5 19.5h15"],
  edit: ["M4.5 19.5 5.5 15 16 4.5l3.5 3.5L9 18.5z", "m14 6.5 3.5 3.5"],
  eraser: ["m4.5 14.5 8.5-9 6.5 6-8 8.5H9z", "m9 10 6.3 6", "M11.5 20h8"],
  file: ["M6 3.5h8l4.5 4.5v12.5H6z", "M13.5 3.5v5h5"],
  forward: ["m9 5 7 7-7 7"],
  hash: ["M9.5 4 7.5 20", "m16.5 4-2 16", "M4.5 9h16", "M3.5 15h16"],
  history: ["M4 12a8 8 0 1 0 2.6-5.9L4 8.5", "M4 4v4.5h4.5", "M12 8v4.3l2.8 1.7"],
  image: [
    "M4 5h16v14H4z",
    "M9 8.2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
    "m4.5 17 5-4.5 3 2.5 3.5-3.5 4 4",
  ],
  info: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 11v5", "M12 7.8v.01"],
  key: [
    "M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "m10.9 12.6 8.6-8.6",
    "m15.5 8 3 3",
  ],
  leave: ["M13 4.5H6.5v15H13", "M11 12h9.5", "m17 8.5 3.5 3.5-3.5 3.5"],
  lock: ["M6 10.5h12v9H6z", "M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"],
  minus: ["M5 12h14"],
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
  pin: ["M9 4h6l-.8 6.5 3.3 3.5h-11L9.8 10.5z", "M12 14v6.5"],
  plus: ["M12 5v14", "M5 12h14"],
  remove: ["M5 7h14", "M9.5 7V4.5h5V7", "m6.5 7 1 12.5h9l1-12.5", "M10.3 11v5", "M13.7 11v5"],
  reply: ["M9.5 6 4 11.5 9.5 17", "M4 11.5h9.5a6 6 0 0 1 6 6v1"],
  retry: ["M20 12a8 8 0 1 1-2.6-5.9L20 8.5", "M20 4v4.5h-4.5"],
  search: ["M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z", "m15.8 15.8 4.2 4.2"],
  send: ["M4.5 12 3.5 4.5 21 12 3.5 19.5z", "M4.5 12H12"],
  shield: ["M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6z", "m9 11.8 2.2 2.2 3.9-4.2"],
  smile: [
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z",
    "M8.3 14.2a4.4 4.4 0 0 0 7.4 0",
    "M9 9.5v.01",
    "M15 9.5v.01",
  ],
  "text-file": ["M6 3.5h8l4.5 4.5v12.5H6z", "M13.5 3.5v5h5", "M9 13h6", "M9 16.5h6"],
  video: ["M3.5 6h11.5v12H3.5z", "m15 10.5 5.5-3v9l-5.5-3"],
} as const;

export type IconName = keyof typeof PATHS;

/** Icons that point along the line of reading and turn round in right-to-left text. */
const DIRECTIONAL: ReadonlySet<IconName> = new Set(["back", "forward", "leave", "reply", "send"]);

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
