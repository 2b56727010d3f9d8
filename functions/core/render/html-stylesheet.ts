import { createHash } from 'node:crypto';

/** What a page of HTML looks like: light, dark and printed. It loads nothing. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1b1d20; --faint: #595f66; --rule: #d5d9de; --accent: #0b4f8a; --mark: #fff3c4;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #15171a; --ink: #e6e8ea; --faint: #a3abb3; --rule: #3a4047; --accent: #8fc1f2; --mark: #4a3f14; }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 46rem; overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', Arial, sans-serif;
}
h1, h2 { font-family: Charter, 'Bitstream Charter', 'Sitka Text', Cambria, 'Noto Serif', 'Liberation Serif', serif; }
h1 { margin: 0 0 .6rem; font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { margin: 1.6rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid var(--rule); font-size: 1.15rem; line-height: 1.3; }
p { margin: .5rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
:target { background: var(--mark); }
.masthead, .remarks { color: var(--faint); }
.masthead strong { color: var(--ink); }
.summary { margin: 1rem 0; font-size: 1.1rem; }
.cited { white-space: nowrap; font-size: .8em; font-variant-numeric: tabular-nums; color: var(--faint); }
.cited a { padding: 0 .1em; text-decoration: none; }
.cited a:hover { text-decoration: underline; }
table { width: 100%; border-collapse: collapse; line-height: 1.4; }
th, td { padding: .45rem .75rem .45rem 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--rule); }
th:last-child, td:last-child { padding-inline-end: 0; color: var(--faint); }
thead th { padding-top: 0; font-size: .8rem; font-weight: 600; color: var(--faint); }
tbody th { width: 7.5rem; overflow-wrap: normal; color: var(--accent); }
td:last-child { width: 25%; }
ul { margin: .5rem 0; padding-inline-start: 1.2rem; }
li { margin: .35rem 0; }
.closing { margin-top: 1.4rem; padding-top: .7rem; border-top: 1px solid var(--rule); }
.notes { margin-top: 2rem; font-size: .875rem; line-height: 1.4; color: var(--faint); }
.notes bdi { color: var(--ink); }
.notes ol { margin: .5rem 0; padding-inline-start: 2rem; }
footer { margin-top: 1.5rem; padding-top: .6rem; border-top: 1px solid var(--rule); font-size: .8rem; font-style: italic; color: var(--faint); }
@media (max-width: 32rem) {
  body { padding: 1.25rem 1rem 2rem; }
  h1 { font-size: 1.4rem; }
  tbody th { width: 6rem; }
  th, td { padding-inline-end: .5rem; font-size: .9rem; }
}
@page { margin: 15mm 16mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #444; --rule: #bbb; --accent: #000; --mark: transparent; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.35; }
  h1 { font-size: 16pt; }
  h2 { margin-top: 9pt; font-size: 11.5pt; break-after: avoid; }
  .summary { margin: 6pt 0; font-size: 10.5pt; }
  th, td { padding-block: 2.5pt; }
  tr, li { break-inside: avoid; }
  li { margin: 2pt 0; }
  a { color: inherit; text-decoration: none; }
  .closing { margin-top: 8pt; padding-top: 4pt; }
  .notes { margin-top: 10pt; font-size: 8pt; line-height: 1.3; }
  .notes ol { columns: 2; column-gap: 16pt; padding-inline-start: 14pt; }
  .back { display: none; }
  footer { margin-top: 8pt; font-size: 7.5pt; }
}
`;

/** SHA-256 of the stylesheet in Base64, for `style-src 'sha256-…'`. */
export const STYLESHEET_HASH = createHash('sha256').update(STYLESHEET).digest('base64');

/** What a browser may load for the page: its own stylesheet and nothing else. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLESHEET_HASH}'; base-uri 'none'; form-action 'none'`;
