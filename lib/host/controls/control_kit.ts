import type {
  Element,
  HTMLElement,
  HTMLInputElement,
  HTMLTableRowElement,
  ParentNode,
  Window,
} from "../../dom.ts";
import { handleKit } from "./handle_kit.ts";
import type { ControlKit } from "./kit.ts";

export type { ControlKit } from "./kit.ts";

/**
 * The behavior of all controls, in a page and in Jupyter. It refers to nothing
 * outside itself: its source also stands in the HTML that Jupyter shows, and
 * hands it the part of a file of its own.
 */
export function controlKit(handles: ControlKit = handleKit()): ControlKit {
  const { document } = globalThis as unknown as Window;
  /** Milliseconds between two pictures of a play, and how many there are. */
  const beat = 50;
  const beats = 160;
  /** A seed of six digits at most. */
  const faces = 1_000_000;

  // --- files travel as text --------------------------------------------------

  async function base64Of(file: Blob): Promise<string> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) {
      text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return btoa(text);
  }

  // --- sliders: of a list of values they hold the place --------------------

  function stopsOf(slider: Element): readonly number[] | undefined {
    return slider.getAttribute("data-stops")?.split(" ").map(Number);
  }

  /** Which of some ascending values is nearest. */
  function nearest(values: readonly number[], value: number): number {
    let place = 0;
    values.forEach((other, k) => {
      if (Math.abs(other - value) < Math.abs(values[place] - value)) place = k;
    });
    return place;
  }

  function sliderText(slider: HTMLInputElement): string {
    const stops = stopsOf(slider);
    return stops ? String(stops[Number(slider.value)]) : slider.value;
  }

  function setSlider(slider: HTMLInputElement, text: string): void {
    const stops = stopsOf(slider);
    const value = stops ? String(nearest(stops, Number(text))) : text;
    if (slider.value !== value) slider.value = value;
    const name = slider.getAttribute("data-names")
      ?.split("\n")[Number(value)];
    slider.setAttribute("aria-valuetext", name ?? text);
    const shown = slider.parentElement!.querySelector("output");
    if (shown) shown.textContent = name ?? text;
  }

  function setTyped(field: HTMLInputElement, text: string): void {
    // Recorded values have more digits than anybody reads.
    const recorded = field.parentElement!
      .querySelector("[data-play] ~ [data-stops]");
    const shown = recorded && text !== ""
      ? String(Number(Number(text).toPrecision(4)))
      : text;
    if (field.value !== shown) field.value = shown;
    field.title = text;
  }

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
      const end = Number(slider.max);
      slider.value = String(Math.min(end, Number(slider.value) + stride));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      if (Number(slider.value) >= end) play(button);
    }, beat);
  }

  // --- tables --------------------------------------------------------------

  function rowsOf(control: Element): readonly HTMLTableRowElement[] {
    return [...control.querySelectorAll<HTMLTableRowElement>("tbody > tr")];
  }

  function tableText(control: Element): string {
    return JSON.stringify(
      rowsOf(control).map((row) =>
        [...row.querySelectorAll("input")].map((field) => field.value)
      ),
    );
  }

  /** Adds and removes rows at the end; says which row is which. */
  function setRowCount(control: Element, count: number): void {
    const blank = control.querySelector("tfoot > tr")!;
    const body = control.querySelector("tbody")!;
    let rows = rowsOf(control);
    for (; rows.length > count; rows = rowsOf(control)) rows.at(-1)!.remove();
    for (; rows.length < count; rows = rowsOf(control)) {
      body.append(blank.cloneNode(true));
    }
    rows.forEach((row, i) => {
      for (const field of row.querySelectorAll("input")) {
        const column = field.getAttribute("data-column");
        field.setAttribute("aria-label", `${column}, row ${i + 1}`);
      }
      row.querySelector("[data-remove]")!
        .setAttribute("aria-label", `Remove row ${i + 1}`);
    });
  }

  function syncTable(control: Element, text: string): void {
    const texts: string[][] = JSON.parse(text);
    setRowCount(control, texts.length);
    rowsOf(control).forEach((row, i) => {
      row.querySelectorAll("input").forEach((field, k) => {
        if (field === document.activeElement) return;
        if (field.value !== texts[i][k]) field.value = texts[i][k];
      });
    });
  }

  /** Removes a row and keeps the focus near. */
  function removeRow(control: Element, button: Element): void {
    const row = button.closest("tr")!;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    setRowCount(control, rowsOf(control).length);
    const near = next?.querySelector<HTMLElement>("[data-remove]") ??
      control.querySelector<HTMLElement>("[data-add]");
    near?.focus();
  }

  // --- points --------------------------------------------------------------

  function syncPair(control: Element, text: string): void {
    const values = text.split(" ");
    control.querySelectorAll("input").forEach((field, i) => {
      if (field === document.activeElement) return;
      setTyped(field, values[i] ?? "");
    });
  }

  // --- parts of figures ----------------------------------------------------

  /** An axis that is clicked: from shares of it to values, and by keys. */
  function pickOf(event: Event) {
    const target = event.target as Element;
    const area = target.closest?.("[data-control=pick]");
    if (!area) return undefined;
    const key = area.getAttribute("data-cell")!;
    const read = (name: string) => Number(area.getAttribute(`data-${name}`));
    const list = (name: string) =>
      area.getAttribute(`data-${name}`)?.split(" ").map(Number);
    const [values, places] = [list("values"), list("places")];
    const value = read("value");
    if (values && places) {
      const now = nearest(values, value);
      const at = (k: number) =>
        String(values[Math.min(values.length - 1, Math.max(0, k))]);
      return {
        area,
        key,
        pick: (share: number) => at(nearest(places, share)),
        move: (steps: number) => at(now + steps),
        far: Math.ceil(values.length / 10),
        ends: [at(0), at(values.length - 1)],
      };
    }
    const [from, to, step] = [read("from"), read("to"), read("step")];
    const fit = (value: number) => {
      const steps = Math.round((value - from) / step);
      return String(Math.min(to, Math.max(from, from + steps * step)));
    };
    return {
      area,
      key,
      pick: (share: number) => fit(from + share * (to - from)),
      move: (steps: number) => fit(value + steps * step),
      far: Math.max(1, (to - from) / step / 10),
      ends: [fit(from), fit(to)],
    };
  }

  function bindPicks(
    root: ParentNode,
    send: (key: string, text: string) => void,
  ): void {
    root.addEventListener("pointerdown", (event: Event) => {
      const found = pickOf(event);
      if (!found) return;
      const { left, width } = found.area.getBoundingClientRect();
      const { key, pick } = found;
      let last = "";
      const follow = (event: Event) => {
        const text = pick(
          ((event as Event & { readonly clientX: number }).clientX - left) /
            width,
        );
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

    root.addEventListener("keydown", (event: Event) => {
      const found = pickOf(event);
      if (!found) return;
      const { key, move, far, ends } = found;
      const places: Record<string, () => string> = {
        ArrowLeft: () => move(-1),
        ArrowRight: () => move(1),
        ArrowDown: () => move(-1),
        ArrowUp: () => move(1),
        PageDown: () => move(-far),
        PageUp: () => move(far),
        Home: () => ends[0],
        End: () => ends[1],
      };
      const place = places[(event as Event & { readonly key: string }).key];
      if (place === undefined) return;
      event.preventDefault();
      send(key, place());
    });
  }

  /** Marks of which one is chosen: by a click, by keys in their order. */
  function bindChoices(
    root: ParentNode,
    send: (key: string, text: string) => void,
  ): void {
    const found = (event: Event) =>
      (event.target as Element).closest?.("[data-control=choose]");
    root.addEventListener("click", (event: Event) => {
      const choices = found(event);
      const choice = (event.target as Element).getAttribute("data-choice");
      if (choices && choice !== null) {
        send(choices.getAttribute("data-cell")!, choice);
      }
    });
    root.addEventListener("keydown", (event: Event) => {
      const choices = found(event);
      const steps: Record<string, number> = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
      };
      const step = steps[(event as Event & { readonly key: string }).key];
      if (!choices || step === undefined) return;
      event.preventDefault();
      const values = choices.getAttribute("data-choose")!.split(" ");
      const now = values.indexOf(choices.getAttribute("data-value")!);
      const next = Math.min(values.length - 1, Math.max(0, now + step));
      send(choices.getAttribute("data-cell")!, values[next]);
    });
  }

  // --- all -----------------------------------------------------------------

  function bind(
    root: ParentNode,
    send: (key: string, text: string) => void,
  ): void {
    bindPicks(root, send);
    bindChoices(root, send);
    handles.bind(root, send);

    root.addEventListener("click", (event: Event) => {
      const button = (event.target as Element).closest?.(
        "[data-play], [data-press], [data-dice], [data-add], [data-remove]",
      );
      const control = button?.closest("[data-cell]");
      const key = control?.getAttribute("data-cell");
      if (!button || !control || !key) return;
      if (button.hasAttribute("data-press")) return send(key, "press");
      if (button.hasAttribute("data-play")) return play(button);
      if (button.hasAttribute("data-dice")) {
        const thrown = String(Math.floor(faces * Math.random()));
        sync(control, thrown);
        return send(key, thrown);
      }
      if (button.hasAttribute("data-remove")) removeRow(control, button);
      else {
        setRowCount(control, rowsOf(control).length + 1);
        rowsOf(control).at(-1)!.querySelector("input")!.focus();
      }
      send(key, tableText(control));
    });

    // a file may be dropped anywhere on its control
    const fileInputAt = ({ target }: Event) =>
      (target as Element).closest("[data-control=file]")
        ?.querySelector<HTMLInputElement>("input");
    root.addEventListener("dragover", (event: Event) => {
      if (fileInputAt(event)) event.preventDefault();
    });
    root.addEventListener("drop", (event: Event) => {
      const { dataTransfer } = event as Event & {
        readonly dataTransfer?: Pick<HTMLInputElement, "files">;
      };
      const files = dataTransfer?.files;
      const input = fileInputAt(event);
      if (!input || !files?.length) return;
      event.preventDefault();
      input.files = files;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });

    root.addEventListener("input", (event: Event) => {
      const input = event.target as HTMLInputElement;
      const control = input.closest<HTMLElement>("[data-control]");
      const key = control?.dataset.cell;
      if (!control || key === undefined) return;
      switch (control.dataset.control) {
        case "range":
        case "scrubber": {
          const text = input.type === "range" ? sliderText(input) : input.value;
          if (input.type === "range") setSlider(input, text);
          for (const other of control.querySelectorAll("input")) {
            if (other === input || text === "") continue;
            if (other.type === "range") setSlider(other, text);
            else setTyped(other, text);
          }
          return send(key, text);
        }
        case "toggle":
          return send(key, String(input.checked));
        case "choices": {
          const boxes = control.querySelectorAll<HTMLInputElement>("input");
          const chosen = [...boxes].filter((box) => box.checked);
          return send(key, chosen.map((box) => box.value).join("\n"));
        }
        case "table":
          return send(key, tableText(control));
        case "point": {
          const boxes = control.querySelectorAll<HTMLInputElement>("input");
          return send(key, [...boxes].map((box) => box.value).join(" "));
        }
        case "file": {
          const file = input.files?.[0];
          if (!file) return;
          base64Of(file).then((base64) => {
            // Another file may have been picked while this one was read.
            if (input.files?.[0] !== file) return;
            const name = control.querySelector(".thalweg-file");
            if (name) name.textContent = file.name;
            send(key, JSON.stringify({ name: file.name, base64 }));
          });
          return;
        }
        default:
          return send(key, input.value);
      }
    });
  }

  function sync(control: Element, text: string): void {
    if (control.querySelector("tbody")) return syncTable(control, text);
    if (control.hasAttribute("data-handle")) return handles.sync(control, text);
    if (control.querySelector("[data-pair]")) return syncPair(control, text);
    const chosen = text.split("\n");
    const fields = control.querySelectorAll<HTMLInputElement>("input, select");
    for (const field of fields) {
      const typed = field.type === "number" || field.type === "text";
      if (field.type === "file") continue;
      if (typed && field === document.activeElement) continue;
      if (field.type === "range") setSlider(field, text);
      else if (field.type === "number") setTyped(field, text);
      else if (field.type !== "checkbox") {
        if (field.value !== text) field.value = text;
      } else if (field.closest("fieldset")) {
        field.checked = chosen.includes(field.value);
      } else field.checked = text === "true";
    }
  }

  return { bind, sync };
}
