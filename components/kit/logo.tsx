/**
 * The mark: a hand radio that is also a speech bubble, with a voice in it. `static/icons/icon.svg`
 * draws the same on its tile.
 */
export function LogoMark() {
  return (
    <svg class="brand__mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        fill="currentColor"
        d="M21.5 1.5a2 2 0 0 1 2 2V8a5.5 5.5 0 0 1 5 5.5v8a5.5 5.5 0 0 1-5.5 5.5H13l-5.6 3.9a.9.9 0 0 1-1.4-.74V26.6A5.5 5.5 0 0 1 3.5 22v-8.5A5.5 5.5 0 0 1 9 8h10.5V3.5a2 2 0 0 1 2-2z"
      />
      <path
        class="brand__voice"
        fill="none"
        stroke-width="2.25"
        stroke-linecap="round"
        d="M10 16v3M14 13.5v8M18 15v5M22 16.5v2"
      />
    </svg>
  );
}

/** The mark and the name. */
export function Brand() {
  return (
    <span class="brand">
      <LogoMark />
      TalkyWalky
    </span>
  );
}
