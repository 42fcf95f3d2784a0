import {
  type ControlSettings,
  escapeHtml,
  type InputView,
} from "../notebook/mod.ts";

let controls = 0;

/**
 * The markup of an input, the same in a page and in Jupyter. `key` comes back
 * from {@linkcode bindControls} with every change; below the control there is
 * an empty line (`.thalweg-problem`) for what is wrong with its value.
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
    case "range": {
      const { min, max, step } = settings;
      const bounds = `min="${min}" max="${max}" step="${step}"`;
      return `${title}<input type="range" id="${id}" ${bounds} value="${text}" ${problem}><input type="number" ${bounds} value="${text}" aria-label="${label}, typed" ${problem}>`;
    }
    case "number":
      return `${title}<input type="number" id="${id}" step="any" value="${text}" ${problem}>`;
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
    case "file":
      return `${title}<input type="file" id="${id}" accept="${
        escapeHtml(settings.accept)
      }" ${problem}><span class="thalweg-file">${text}</span>`;
  }
}

/**
 * Calls `send` with the key and the new text whenever somebody changes one of
 * the controls inside `root`, now or later.
 *
 * It refers to nothing outside itself: its source also stands in the HTML that
 * Jupyter shows.
 */
export function bindControls(
  root: ParentNode,
  send: (key: string, text: string) => void,
): void {
  root.addEventListener("input", (event) => {
    const input = event.target as HTMLInputElement;
    const control = input.closest<HTMLElement>("[data-control]");
    const key = control?.dataset.cell;
    if (!control || key === undefined) return;
    switch (control.dataset.control) {
      case "range":
        for (const other of control.querySelectorAll("input")) {
          if (other !== input && input.value !== "") other.value = input.value;
        }
        return send(key, input.value);
      case "toggle":
        return send(key, String(input.checked));
      case "choices": {
        const boxes = control.querySelectorAll<HTMLInputElement>("input");
        const chosen = [...boxes].filter((box) => box.checked);
        return send(key, chosen.map((box) => box.value).join("\n"));
      }
      case "file": {
        const file = input.files?.[0];
        if (!file) return;
        file.text().then((text) => {
          // Another file may have been picked while this one was read.
          if (input.files?.[0] !== file) return;
          const name = control.querySelector(".thalweg-file");
          if (name) name.textContent = file.name;
          send(key, JSON.stringify({ name: file.name, text }));
        });
        return;
      }
      default:
        return send(key, input.value);
    }
  });
}
