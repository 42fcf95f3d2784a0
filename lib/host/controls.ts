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
    case "scrubber": {
      const { min, max, step } = settings;
      const bounds = `min="${min}" max="${max}" step="${step}"`;
      return `${title}<input type="number" ${bounds} value="${text}" aria-label="${label}, typed" ${problem}><button type="button" data-play aria-label="Play ${label}" aria-pressed="false">▶</button><input type="range" id="${id}" ${bounds} value="${text}" ${problem}>`;
    }
    case "button":
      return `<button type="button" id="${id}" data-press ${problem}>${label}</button>`;
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
 * the controls inside `root`, now or later. A part of a figure can be a control
 * too (`data-control="pick"`): a horizontal axis that is clicked or dragged.
 *
 * It refers to nothing outside itself: its source also stands in the HTML that
 * Jupyter shows.
 */
export function bindControls(
  root: ParentNode,
  send: (key: string, text: string) => void,
): void {
  /** Milliseconds between two pictures of a play, and how many there are. */
  const beat = 50;
  const beats = 160;

  function play(button: Element): void {
    const slider = button.closest("[data-control]")!
      .querySelector<HTMLInputElement>("input[type=range]")!;
    const playing = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!playing));
    button.textContent = playing ? "▶" : "❚❚";
    if (playing) return;
    const [min, max] = [Number(slider.min), Number(slider.max)];
    const step = Number(slider.step) || 1;
    const stride = step * Math.max(1, Math.round((max - min) / beats / step));
    if (Number(slider.value) >= max) slider.value = slider.min;
    const timer = setInterval(() => {
      const on = button.isConnected &&
        button.getAttribute("aria-pressed") === "true";
      if (!on) return clearInterval(timer);
      slider.value = String(Math.min(max, Number(slider.value) + stride));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      if (Number(slider.value) >= max) play(button);
    }, beat);
  }

  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    const button = target.closest?.("[data-play], [data-press]");
    const key = button?.closest("[data-cell]")?.getAttribute("data-cell");
    if (!button || !key) return;
    if (button.hasAttribute("data-press")) send(key, "press");
    else play(button);
  });

  function pickOf(event: Event) {
    const target = event.target as Element;
    const area = target.closest?.("[data-control=pick]");
    if (!area) return undefined;
    const read = (name: string) => Number(area.getAttribute(`data-${name}`));
    const [from, to, step] = [read("from"), read("to"), read("step")];
    const fit = (value: number) => {
      const steps = Math.round((value - from) / step);
      return String(Math.min(to, Math.max(from, from + steps * step)));
    };
    const key = area.getAttribute("data-cell")!;
    return { area, key, from, to, step, fit, value: read("value") };
  }

  root.addEventListener("pointerdown", (event) => {
    const pick = pickOf(event);
    if (!pick) return;
    const { left, width } = pick.area.getBoundingClientRect();
    const { key, from, to, fit } = pick;
    let last = "";
    const follow = (event: Event) => {
      const share = ((event as PointerEvent).clientX - left) / width;
      const text = fit(from + share * (to - from));
      if (text !== last) send(key, text);
      last = text;
    };
    // The figure is drawn anew while it is dragged: the page keeps listening.
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("pointermove", follow, { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => listening.abort(), { signal });
    }
    follow(event);
  });

  root.addEventListener("keydown", (event) => {
    const pick = pickOf(event);
    if (!pick) return;
    const { key, from, to, step, value, fit } = pick;
    const far = Math.max(step, (to - from) / 10);
    const places: Record<string, number> = {
      ArrowLeft: value - step,
      ArrowRight: value + step,
      ArrowDown: value - step,
      ArrowUp: value + step,
      PageDown: value - far,
      PageUp: value + far,
      Home: from,
      End: to,
    };
    const place = places[(event as KeyboardEvent).key];
    if (place === undefined) return;
    event.preventDefault();
    send(key, fit(place));
  });

  root.addEventListener("input", (event) => {
    const input = event.target as HTMLInputElement;
    const control = input.closest<HTMLElement>("[data-control]");
    const key = control?.dataset.cell;
    if (!control || key === undefined) return;
    switch (control.dataset.control) {
      case "range":
      case "scrubber":
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

/**
 * Brings a control in line with its cell's value, which another view of it may
 * have changed. What somebody is typing is left alone.
 */
export function syncControl(control: Element, text: string): void {
  const chosen = text.split("\n");
  const fields = control.querySelectorAll<HTMLInputElement>("input, select");
  for (const field of fields) {
    const typed = field.type === "number" || field.type === "text";
    if (field.type === "file") continue;
    if (typed && field === document.activeElement) continue;
    if (field.type !== "checkbox") {
      if (field.value !== text) field.value = text;
    } else if (field.closest("fieldset")) {
      field.checked = chosen.includes(field.value);
    } else field.checked = text === "true";
  }
}
