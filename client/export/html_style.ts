/** The look of a saved page: it is read far from here, so it brings its own. */
export const HTML_LOG_STYLE = `
:root { color-scheme: light dark; --ink: #191e1b; --soft: #56605a; --line: #dfe4df;
  --back: #ffffff; --sunk: #f3f5f2; --accent: #115c3c; --warning: #6f4400; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9edea; --soft: #9fa9a4; --line: #2c312f; --back: #181b1a; --sunk: #212524;
    --accent: #6fd6a8; --warning: #f0c069; }
}
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; background: var(--back);
  color: var(--ink); font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 0.5rem; padding-block-end: 0.25rem; border-block-end: 1px solid var(--line);
  color: var(--soft); font-size: 0.875rem; }
p, ul, dl, dd, blockquote { margin: 0; padding: 0; }
ul { list-style: none; }
header { display: grid; gap: 0.5rem; color: var(--soft); font-size: 0.875rem; }
header h1 { color: var(--ink); }
.members, .reactions { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.marks { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 0.5rem; padding: 0.75rem;
  border-radius: 0.5rem; background: var(--sunk); }
article { padding-block: 0.5rem; break-inside: avoid; }
article:target { background: var(--sunk); }
.by { display: flex; flex-wrap: wrap; gap: 0 0.5rem; align-items: baseline; }
.name { font-weight: 600; }
.uid, time, .state, .notice, .closed, .reactions { color: var(--soft); font-size: 0.875rem; }
.text { white-space: pre-wrap; }
.mark { color: var(--accent); font-weight: 600; }
.mark--not { color: var(--warning); }
.notice { padding-block: 0.25rem; text-align: center; }
.reply { padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--line);
  color: var(--soft); font-size: 0.875rem; white-space: pre-line; }
a { color: var(--accent); }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } h2 { break-after: avoid; } }
`;
