import {
  type ControlSettings,
  escapeHtml,
  type InputView,
  type SliderSettings,
  type TableColumn,
} from "../../notebook/mod.ts";

let controls = 0;

/**
 * The markup of an input, the same in a page and in Jupyter. `key` comes back
 * from {@linkcode controlKit} with every change; below the control there is an
 * empty line (`.thalweg-problem`) for what is wrong with its value.
 */
export function controlHtml(key: string, view: InputView): string {
  const id = `thalweg-control-${++controls}`;
  const settings = view.settings();
  const { control } = settings;
  const box = {
    id,
    label: escapeHtml(view.label),
    text: view.currentText(),
    problem: `aria-describedby="${id}-problem"`,
  };
  return `<div class="thalweg-control" data-control="${control}" data-cell="${
    escapeHtml(key)
  }">${
    drawControl(settings, box)
  }<p class="thalweg-problem" id="${id}-problem" role="status"></p></div>`;
}

interface Box {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly problem: string;
}

function drawControl(settings: ControlSettings, box: Box): string {
  const { id, label, problem } = box;
  const text = escapeHtml(box.text);
  const title = `<label for="${id}">${label}</label>`;
  switch (settings.control) {
    case "range":
      return `${title}${drawSlider(settings, box)}${drawTyped(settings, box)}`;
    case "scrubber":
      return `${title}${
        settings.names ? drawName(settings, box) : drawTyped(settings, box)
      }<button type="button" data-play aria-label="Play ${label}" aria-pressed="false">▶</button>${
        drawSlider(settings, box)
      }`;
    case "button":
      return `<button type="button" id="${id}" data-press ${problem}>${label}</button>`;
    case "number":
      return `${title}<input type="number" id="${id}" step="any" value="${text}" ${problem}>`;
    case "point":
      return `${title}${drawPair(box)}`;
    case "seed":
      return `${title}<input type="number" id="${id}" min="0" step="1" value="${text}" ${problem}><button type="button" data-dice aria-label="Throw the dice for ${label}" title="Throw the dice">⚄</button>`;
    case "text":
      return `${title}<input type="text" id="${id}" value="${text}" autocomplete="off" spellcheck="false" ${problem}>`;
    case "toggle":
      return `${title}<input type="checkbox" id="${id}"${
        box.text === "true" ? " checked" : ""
      } ${problem}>`;
    case "choice":
      return `${title}<select id="${id}" ${problem}>${
        settings.options.map((option) =>
          `<option${option === box.text ? " selected" : ""}>${
            escapeHtml(option)
          }</option>`
        ).join("")
      }</select>`;
    case "choices": {
      const chosen = box.text.split("\n");
      return `<fieldset id="${id}" ${problem}><legend>${label}</legend>${
        settings.options.map((option) => {
          const value = escapeHtml(option);
          const checked = chosen.includes(option) ? " checked" : "";
          return `<label><input type="checkbox" value="${value}"${checked}>${value}</label>`;
        }).join("")
      }</fieldset>`;
    }
    case "table":
      return drawTable(settings.columns, box);
    case "file":
      return `${title}<input type="file" id="${id}" accept="${
        escapeHtml(settings.accept)
      }" ${problem}><span class="thalweg-file">${text}</span>`;
  }
}

/**
 * What a slider is told: where its values are listed it goes through their
 * places in the list.
 */
export function sliderAttributes(
  { min, max, step, stops, names }: SliderSettings,
): Readonly<Record<string, string>> {
  return stops
    ? {
      min: "0",
      max: String(stops.length - 1),
      step: "1",
      "data-stops": stops.join(" "),
      ...(names && { "data-names": names.join("\n") }),
    }
    : { min: String(min), max: String(max), step: String(step) };
}

function drawSlider(
  settings: SliderSettings,
  { id, text, problem }: Box,
): string {
  const { stops } = settings;
  const place = stops ? placeAmong(stops, Number(text)) : text;
  const said = nameOf(settings, text) ?? text;
  return `<input type="range" id="${id}" ${
    joinAttributes(sliderAttributes(settings))
  } value="${escapeHtml(String(place))}" aria-valuetext="${
    escapeHtml(said)
  }" ${problem}>`;
}

/** What the chosen one of a list of values is called. */
function drawName(settings: SliderSettings, { id, text }: Box): string {
  const name = nameOf(settings, text) ?? "";
  return `<output for="${id}">${escapeHtml(name)}</output>`;
}

function nameOf({ stops, names }: SliderSettings, text: string) {
  return stops && names?.[placeAmong(stops, Number(text))];
}

function drawTyped(
  settings: ControlSettings & SliderSettings,
  { label, text, problem }: Box,
): string {
  const { min, max, step, stops, control } = settings;
  const bounds = stops ? { min, max, step: "any" } : { min, max, step };
  // Recorded values have more digits than anybody reads.
  const shown = stops && control === "scrubber"
    ? String(Number(Number(text).toPrecision(4)))
    : text;
  return `<input type="number" ${joinAttributes(bounds)} value="${
    escapeHtml(shown)
  }" title="${escapeHtml(text)}" aria-label="${label}, typed" ${problem}>`;
}

/** Two number boxes, for x and y. */
function drawPair({ id, label, text, problem }: Box): string {
  const values = text.split(" ");
  return ["x", "y"].map((name, i) =>
    `<input type="number" data-pair step="any" ${
      i === 0 ? `id="${id}" ` : ""
    }value="${
      escapeHtml(values[i] ?? "")
    }" aria-label="${label}, ${name}" ${problem}>`
  ).join("");
}

function joinAttributes(
  attributes: Readonly<Record<string, string | number>>,
): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeHtml(String(value))}"`)
    .join(" ");
}

function placeAmong(stops: readonly number[], value: number): number {
  let place = 0;
  stops.forEach((stop, k) => {
    if (Math.abs(stop - value) < Math.abs(stops[place] - value)) place = k;
  });
  return place;
}

/** The last row, which is not shown, is what new ones are copied from. */
function drawTable(
  columns: readonly TableColumn[],
  { id, label, text, problem }: Box,
): string {
  const rows: readonly (readonly string[])[] = JSON.parse(text);
  const heads = columns.map(({ name }) =>
    `<th scope="col">${escapeHtml(name)}</th>`
  );
  const drawRow = (texts: readonly string[], i: number) =>
    `<tr>${
      columns.map(({ name, kind }, k) =>
        `<td><input type="text" inputmode="${
          kind === "number" ? "decimal" : "text"
        }" data-column="${escapeHtml(name)}" aria-label="${
          escapeHtml(name)
        }, row ${i + 1}" value="${
          escapeHtml(texts[k] ?? "")
        }" autocomplete="off" spellcheck="false"></td>`
      ).join("")
    }<td><button type="button" data-remove aria-label="Remove row ${
      i + 1
    }" title="Remove this row">×</button></td></tr>`;
  return `<div role="group" aria-labelledby="${id}" ${problem}><span id="${id}">${label}</span><table><thead><tr>${
    heads.join("")
  }<td></td></tr></thead><tbody>${
    rows.map(drawRow).join("")
  }</tbody><tfoot hidden>${
    drawRow([], -1)
  }</tfoot></table><button type="button" data-add>Add a row</button></div>`;
}
