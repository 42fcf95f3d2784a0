import type { Element, HTMLImageElement, Node, Window } from "../../dom.ts";
import type { ControlKit } from "../controls/control_kit.ts";
import type {
  ControlAddress,
  ControlState,
  OutputState,
  PageMessage,
} from "./server.ts";

/** What the script in an output knows of its kernel. */
export interface KernelAddress extends ControlAddress {
  /** Names this run of the kernel: pages may show several notebooks. */
  readonly session: string;
}

/**
 * Connects all controls of a kernel's outputs in a page, now and later, to that
 * kernel. A control's key is the session, a blank, and the cell's own key.
 *
 * It runs in the notebook's page, where its source stands in a script: it
 * refers to nothing outside itself.
 */
export function joinKernel(
  { session, port, token }: KernelAddress,
  { bind, sync }: ControlKit,
): void {
  const page = globalThis as unknown as Window & {
    thalwegKernels?: Record<string, () => void>;
  };
  const { document, DOMParser, MutationObserver } = page;
  const kernels = page.thalwegKernels ??= {};
  if (kernels[session]) return kernels[session]();
  const first = 250; // ms; each attempt waits twice as long as the last
  const attempts = 8;
  const late = 300; // ms that the front end has to update an output itself
  const sign = document.createElement("style");
  document.head.append(sign);
  const unsent = new Map<string, string>();
  const outputs = new Map<string, OutputState>();
  let socket: WebSocket | undefined;
  let failures = 0;

  function open(): void {
    if (socket) return;
    socket = new WebSocket(`ws://127.0.0.1:${port}/?token=${token}`);
    socket.onopen = () => {
      failures = 0;
      sign.textContent =
        `[data-thalweg="${session}"] .thalweg-offline{display:none}`;
      for (const message of unsent.values()) socket!.send(message);
      unsent.clear();
    };
    socket.onmessage = ({ data }) => {
      const message: PageMessage = JSON.parse(data);
      if ("problem" in message) return show(message);
      const { key } = message;
      if (!outputs.has(key)) setTimeout(() => redraw(key), late);
      outputs.set(key, message);
    };
    socket.onclose = () => {
      socket = undefined;
      sign.textContent = "";
      if (++failures < attempts) setTimeout(open, first * 2 ** failures);
    };
  }

  function post(key: string, message: Record<string, unknown>): void {
    if (!key.startsWith(`${session} `)) return;
    const text = JSON.stringify({
      key: key.slice(session.length + 1),
      ...message,
    });
    if (socket?.readyState === WebSocket.OPEN) return socket.send(text);
    unsent.set(key, text);
    open();
  }

  function show({ key, text, problem }: ControlState): void {
    for (const control of document.querySelectorAll("[data-cell]")) {
      if (control.getAttribute("data-cell") !== `${session} ${key}`) continue;
      const line = control.querySelector(".thalweg-problem");
      if (line) line.textContent = problem;
      // Nobody's typing is overwritten.
      if (control.contains(document.activeElement)) continue;
      sync(control, text);
    }
  }

  function redraw(key: string): void {
    const { html, version } = outputs.get(key)!;
    outputs.delete(key);
    for (const output of document.querySelectorAll("[data-thalweg-output]")) {
      const own =
        output.getAttribute("data-thalweg-output") === `${session} ${key}`;
      const known = output.getAttribute("data-version") === String(version);
      if (own && !known && html) output.outerHTML = html;
    }
  }

  /**
   * Makes images of figures parts of the page, in its colors, where they can be
   * clicked. The session keeps other notebooks' images out, which may not be
   * trusted; without this script they stay images.
   */
  function unfold(): void {
    const images = document.querySelectorAll<HTMLImageElement>(
      `img[data-thalweg-figure="${session}"]`,
    );
    for (const image of images) {
      const { src } = image;
      const bytes = atob(src.slice(src.indexOf(",") + 1));
      const text = new TextDecoder().decode(
        Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
      );
      const { documentElement } = new DOMParser()
        .parseFromString(text, "image/svg+xml");
      // as large as the image; its own style is the ground of a file
      documentElement.setAttribute("style", image.getAttribute("style")!);
      image.replaceWith(document.importNode(documentElement, true));
    }
  }

  new MutationObserver(unfold).observe(document.body, {
    childList: true,
    subtree: true,
  });
  unfold();
  bind(document, (key, text) => post(key, { text }));
  document.addEventListener("focusout", (event: Event) => {
    const control = (event.target as Element).closest?.("[data-cell]");
    const key = control?.getAttribute("data-cell");
    const { relatedTarget } = event as Event & { relatedTarget: Node | null };
    const within = control?.contains(relatedTarget);
    if (key && socket && !within) post(key, { left: true });
  });
  function act(event: Event): void {
    const target = event.target as Element;
    for (const what of ["stop", "run", "again", "resume"]) {
      const name = `data-thalweg-${what}`;
      const key = target.closest?.(`[${name}]`)?.getAttribute(name);
      if (key) post(key, { [what]: true });
    }
  }
  // Not the click: the button may be drawn anew before it is released.
  document.addEventListener("pointerdown", act);
  document.addEventListener("click", (event: Event) => {
    const { detail } = event as Event & { detail: number };
    if (detail === 0) act(event); // it was pressed by a key
  });
  kernels[session] = () => {
    failures = 0;
    open();
  };
  open();
}
