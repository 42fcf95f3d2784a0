import { escapeHtml } from "../../notebook/mod.ts";
import { templates } from "../project/templates/list.ts";
import type { NotebookFile } from "../server/notebook_files.ts";
import { embeddedIds } from "../page/embedded.ts";
import type { Rooms } from "../room.ts";
import { inlineJson } from "./inline.ts";

/** What a page says to be told of changes; see lib/host/server/changes.ts. */
export interface Reload {
  readonly token: string;
  readonly notebook: string;
  readonly version: string;
}

/** How pages of a gallery and of notebooks address each other. */
export interface Place {
  /** From a page to where the gallery is. */
  readonly root: string;
  /** The gallery, from there. */
  readonly index: string;
  /** What addresses of pages, scripts and pictures end in. */
  readonly ends: readonly [page: string, script: string, picture: string];
  /** What pages may do, where no header says so. */
  readonly policy?: string;
}

/** At lib/host/server. */
const served: Place = { root: "/", index: "", ends: ["", "", ""] };

/**
 * The page of a notebook, with the room that its figures take; where it is
 * served, it is told of changes.
 */
export function notebookHtml(
  notebook: NotebookFile,
  rooms: Rooms,
  { place = served, reload }: {
    readonly place?: Place;
    readonly reload?: Reload;
  },
): string {
  const name = encodeURIComponent(notebook.name);
  const script = `${place.root}scripts/${name}${place.ends[1]}`;
  return documentHtml(
    notebook.title,
    placedHead(
      `${roomsHtml(rooms)}
<script type="module" src="${script}"></script>`,
      { place, reload },
    ),
    notebookBody(notebook.title, homeLink(place), notebook.key),
  );
}

/** What lib/host/page/embedded.ts reads. */
export function roomsHtml(rooms: Rooms): string {
  return `<script type="application/json" id="${embeddedIds.rooms}">${
    inlineJson(rooms)
  }</script>`;
}

/**
 * What lib/host/page/open.ts fills; `home` leads to the gallery, which shows the
 * last picture of the notebook of that `key`.
 */
export function notebookBody(title: string, home: string, key = ""): string {
  return `<a class="skip" href="#notebook">Skip to the notebook</a>
<div class="page" id="page" data-key="${key}">
<div class="side">
${bannerHtml(home, codeSwitch)}
<aside class="panel" id="panel" data-empty="true" aria-label="Controls and cells">
<button type="button" class="drawer-handle" id="drawer" aria-expanded="false" aria-controls="drawer-body"><span class="drawer-name">Controls</span><span class="drawer-state" id="drawer-state"></span></button>
<div class="drawer-body" id="drawer-body">
<form class="controls" id="controls" aria-label="Controls"></form>
<section class="runs" aria-label="What runs"><ol id="runs"></ol></section>
</div>
</aside>
</div>
<main class="notebook" id="notebook" tabindex="-1"><p class="opening">Opening ${
    escapeHtml(title)
  } …</p></main>
<p class="unseen" id="announcer" aria-live="polite"></p>
</div>`;
}

/**
 * The page of all notebooks; lib/host/page/gallery.ts shows each as it was seen
 * last. With the server's token it has a card for a new one; `more` are links below.
 */
export function galleryHtml(
  notebooks: readonly NotebookFile[],
  { place = served, token, more = "" }: {
    readonly place?: Place;
    readonly token?: string;
    readonly more?: string;
  } = {},
): string {
  const cards = notebooks.map((notebook) => cardHtml(notebook, place));
  if (token !== undefined) cards.push(newCardHtml(token));
  return documentHtml(
    "Thalweg",
    placedHead(
      `<script type="module" src="${place.root}assets/gallery.js"></script>`,
      { place },
    ),
    `<div class="gallery">
${bannerHtml(homeLink(place))}
<main>
<h1>Notebooks</h1>
<p class="about">Thalweg follows small neural networks down their loss landscape, and looks around where they come to rest. A notebook is a page of text and pictures that follow its controls; it computes in this browser, once you open it.</p>
${
      notebooks.length === 0
        ? `<p>No notebooks here yet: a notebook is a <code>.ts</code> file.</p>`
        : ""
    }<ul class="cards">${cards.join("\n")}</ul>
${more}
</main>
</div>`,
  );
}

/** What begins a notebook; lib/host/page/new_notebook.ts makes it work. */
function newCardHtml(token: string): string {
  const options = templates.map(({ name, words }) =>
    `<option value="${name}">${escapeHtml(words)}</option>`
  );
  return `<li class="card new">
<form id="new" data-token="${token}">
<h2>New notebook</h2>
<label>Name <input name="name" required maxlength="80" autocomplete="off"></label>
<label>Begins with <select name="template">${options.join("")}</select></label>
<button disabled>Create</button>
<p class="refused" role="alert"></p>
</form>
</li>`;
}

function cardHtml(notebook: NotebookFile, { root, ends }: Place): string {
  const name = encodeURIComponent(notebook.name);
  const picture = notebook.pictured
    ? `<img alt="" loading="lazy" src="${root}thumbnails/${name}${ends[2]}">`
    : `<span>${escapeHtml(notebook.title)}</span>`;
  return `<li class="card">
<div class="thumbnail" data-key="${notebook.key}" aria-hidden="true">${picture}</div>
<h2><a href="${root}notebooks/${name}${ends[0]}">${
    escapeHtml(notebook.title)
  }</a></h2>
<p>${escapeHtml(notebook.summary)}</p>
<p class="minutes">${notebook.minutes} min</p>
</li>`;
}

/** A calm page about something that went wrong. */
export function problemHtml(
  title: string,
  message: string,
  { place, reload }: { readonly place?: string; readonly reload?: Reload } = {},
): string {
  return documentHtml(
    title,
    placedHead("", { reload }),
    `<div class="gallery">
${bannerHtml(homeLink(served))}
<main><div class="problem"><h1>${escapeHtml(title)}</h1>
<pre>${escapeHtml(message)}</pre>
${place === undefined ? "" : `<p class="place">${escapeHtml(place)}</p>`}
<p><a href="/">All notebooks</a></p></div></main>
</div>`,
  );
}

/**
 * What somebody finds who follows a link on a page elsewhere: a notebook opens
 * only from here. lib/host/page/door.js keeps the inputs that the link names.
 */
export function doorHtml(pathname: string): string {
  // Two slashes would lead to another server; and a link to this very address,
  // with a fragment, would not ask this one again.
  const path = pathname.replace(/^\/+/, "/");
  return documentHtml(
    "Open a notebook?",
    placedHead(`<script defer src="/assets/door.js"></script>`),
    `<div class="gallery">
${bannerHtml(homeLink(served))}
<main><div class="problem"><h1>Open it here?</h1>
<p>A page elsewhere leads to <code>${
      escapeHtml(path)
    }</code> on this machine.</p>
<p><a id="door" href="${
      escapeHtml(path)
    }?here">Open it</a> · <a href="/">All notebooks</a></p></div></main>
</div>`,
  );
}

const brand =
  `<svg viewBox="0 0 28 16" width="28" height="16" aria-hidden="true"><path d="M1 2C7 2 8 14 14 14S21 2 27 2" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" opacity=".45"/><circle cx="14" cy="14" r="2" fill="currentColor"/></svg>Thalweg`;

function homeLink({ root, index }: Place): string {
  return `<a class="brand" href="${root}${index}">${brand}</a>`;
}

/** In place of the link, where there is no gallery. */
export const homeless = `<span class="brand">${brand}</span>`;

/** Shows the code of all cells, or none; lib/host/page/code/code_switch.ts. */
const codeSwitch =
  `<button type="button" class="theme" id="code" aria-pressed="false" title="Show the code of all cells" hidden>Code</button>`;

function bannerHtml(home: string, more = ""): string {
  return `<header class="banner">${home}<span class="switches">${more}<button type="button" class="theme" id="theme" hidden>Colors: auto</button></span></header>`;
}

/** Style and scripts that lie beside the gallery. */
function placedHead(
  script: string,
  { place: { root, policy } = served, reload }: {
    readonly place?: Place;
    readonly reload?: Reload | undefined;
  } = {},
): string {
  const data = Object.entries(reload ?? {})
    .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`).join("");
  const rule = policy === undefined
    ? ""
    : `<meta http-equiv="Content-Security-Policy" content="${
      escapeHtml(policy)
    }">\n`;
  return `${rule}<link rel="stylesheet" href="${root}assets/style.css">
<script src="${root}assets/theme.js"></script>
${data === "" ? "" : `<script src="/assets/reload.js"${data}></script>`}
${script}`;
}

/** A document of the page; `head` brings its style and its scripts. */
export function documentHtml(
  title: string,
  head: string,
  body: string,
): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}${title === "Thalweg" ? "" : " – Thalweg"}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;
}
