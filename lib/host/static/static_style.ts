/** The look of a rendered notebook: page/style.css without what moves. */
export const staticStyle: string = `:root {
  color-scheme: light dark;
  --surface: light-dark(#ffffff, #17191d);
  --panel: light-dark(#f6f7f8, #1d2025);
  --ink: light-dark(#1b1e23, #e3e6ea);
  --muted: light-dark(#5b636e, #9da5b0);
  --line: light-dark(#dfe3e8, #33383f);
  --accent: light-dark(#3355bb, #93abf2);
  --problem: light-dark(#a8361f, #f0917c);
  --problem-ground: light-dark(#fdf4f1, #2a1d1b);
}
body {
  margin: 0;
  background: var(--surface);
  color: var(--ink);
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric: tabular-nums;
}
main {
  max-width: 62rem;
  margin: 0 auto;
  padding: 2rem 1.25rem 4rem;
}
h1 {
  font-size: 1.75rem;
  line-height: 1.2;
  margin: 0 0 0.4rem;
}
a {
  color: var(--accent);
}
pre {
  overflow-x: auto;
  padding: 0.6rem 0.8rem;
  background: var(--panel);
}
.prose,
.problem {
  max-width: 44rem;
}
.prose p {
  margin: 0.5rem 0;
}
.spread {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
  gap: 1rem 1.5rem;
  align-items: start;
  margin: 1rem 0;
}
figure {
  margin: 0;
  min-width: 0;
}
figure.half {
  max-width: 36rem;
}
figcaption {
  font-size: 0.8125rem;
  font-weight: 600;
}
svg {
  display: block;
  max-width: 100%;
  height: auto;
}
.inputs {
  border-collapse: collapse;
  font-size: 0.8125rem;
  margin: 1rem 0;
}
.inputs caption {
  text-align: left;
  font-weight: 600;
}
.inputs :is(th, td) {
  font-weight: normal;
  text-align: left;
  padding: 0.1rem 1.2rem 0.1rem 0;
  border-bottom: 1px solid var(--line);
}
.problem {
  border-left: 3px solid var(--problem);
  background: var(--problem-ground);
  padding: 0.55rem 0.8rem;
  margin: 0.75rem 0;
  font-size: 0.875rem;
  overflow-wrap: anywhere;
}
.problem p {
  margin: 0;
}
.waits {
  color: var(--muted);
  font-size: 0.8125rem;
}
.problem span {
  color: var(--muted);
}
.inputs table {
  border-collapse: collapse;
}
.value {
  font-size: 0.8125rem;
  max-width: 44rem;
  overflow-wrap: anywhere;
}
.value h3 {
  font-size: 0.8125rem;
  margin: 1rem 0 0;
}
.thalweg-inspector summary {
  cursor: pointer;
}
.thalweg-inspector ul {
  list-style: none;
  margin: 0;
  padding-left: 1.2rem;
}
.thalweg-inspector li {
  display: flex;
  gap: 0.5rem;
}
.thalweg-inspector .thalweg-entries {
  max-height: 20rem;
  overflow: auto;
}
.thalweg-key {
  color: var(--muted);
}
.formula {
  overflow-x: auto;
  overflow-y: hidden;
}
@media print {
  :root {
    color-scheme: light;
  }
  :is(figure, .problem, .formula, tr) {
    break-inside: avoid;
  }
}
.layout {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 24px;
  margin: 0.75rem 0;
}
.layout > .layout {
  margin: 0;
}
.layout[data-mode="column"] {
  flex-flow: column nowrap;
}
.layout[data-mode="column"] > * {
  width: 100%;
}
.narrow {
  display: none;
}
@media (max-width: 640px) {
  .wide {
    display: none;
  }
  .narrow {
    display: block;
  }
}
.layout[data-mode="grid"] {
  display: grid;
  --least: max(13rem, (100% - (var(--columns) - 1) * 24px) / var(--columns));
  grid-template-columns: repeat(auto-fill, minmax(min(var(--least), 100%), 1fr));
}
.layout .inputs {
  margin: 0;
}
.badge {
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--panel);
  padding: 0.45rem 0.7rem;
  margin: 0.5rem 0;
}
.badge summary {
  cursor: pointer;
}
.badge .mark {
  color: var(--accent);
}
.badge table {
  border-collapse: collapse;
  margin-top: 0.4rem;
  font-size: 0.8125rem;
}
.badge :is(th, td) {
  border-bottom: 1px solid var(--line);
  padding: 0.15rem 0.8rem 0.15rem 0;
  text-align: left;
}
.badge th {
  font-weight: normal;
  color: var(--muted);
}
.answer {
  border-left: 3px solid var(--line);
  padding: 0.1rem 0.8rem;
}
.answer summary {
  cursor: pointer;
  color: var(--accent);
}
`;
