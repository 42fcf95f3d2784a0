import { randomToken } from "../server/loopback.ts";

/** What a control in an output sends. */
export type ControlMessage =
  | { readonly key: string; readonly text: string }
  | { readonly key: string; readonly left: true }
  | { readonly key: string; readonly stop: true }
  | { readonly key: string; readonly run: true }
  | { readonly key: string; readonly again: true }
  | { readonly key: string; readonly resume: true };

const acts = ["left", "stop", "run", "again", "resume"] as const;

/** What outputs are told about a control. */
export interface ControlState {
  readonly key: string;
  readonly text: string;
  /** What is wrong with the text; "" if nothing is. */
  readonly problem: string;
}

/**
 * What a cell shows, for a page that was loaded after the cell was displayed:
 * front ends do not update outputs that come from a saved notebook.
 */
export interface OutputState {
  readonly key: string;
  readonly html: string;
  readonly version: number;
}

/** What outputs are told. */
export type PageMessage = ControlState | OutputState;

/** Where the controls in outputs find the kernel. */
export interface ControlAddress {
  readonly port: number;
  readonly token: string;
}

/** The line between the controls in outputs and the kernel. */
export interface ControlServer {
  readonly address: ControlAddress;
  /** Whether an output is connected. */
  readonly connected: () => boolean;
  /** Tells all connected outputs. */
  readonly send: (message: PageMessage) => void;
}

/**
 * Serves the WebSocket that controls in outputs speak to (Deno's kernel has no
 * comms). Any page in the browser may try to reach it: it answers only those
 * that know the token and whose origin is a notebook front end's.
 */
export function serveControls(
  receive: (message: ControlMessage) => void,
  states: () => readonly PageMessage[],
): ControlServer {
  const token = randomToken();
  const sockets = new Set<WebSocket>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      const known = new URL(request.url).searchParams.get("token") === token;
      if (!known || !isNotebookOrigin(request.headers.get("origin"))) {
        return new Response("Forbidden", { status: 403 });
      }
      if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
        return new Response("Expected a WebSocket", { status: 426 });
      }
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onopen = () => {
        sockets.add(socket);
        for (const state of states()) socket.send(JSON.stringify(state));
      };
      socket.onclose = () => sockets.delete(socket);
      socket.onmessage = ({ data }) => {
        const message = readMessage(data);
        if (message) receive(message);
      };
      return response;
    },
  );
  server.unref();
  return {
    address: { port: server.addr.port, token },
    connected: () => sockets.size > 0,
    send: (message) => {
      const text = JSON.stringify(message);
      for (const socket of sockets) {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      }
    },
  };
}

/** Whether pages of an origin may be notebooks: this machine's, or VS Code's. */
export function isNotebookOrigin(origin: string | null): boolean {
  return origin !== null &&
    /^(?:https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?|vscode-webview:\/\/[\w-]+)$/
      .test(origin);
}

/** The message that a text is, if it is one. */
export function readMessage(data: unknown): ControlMessage | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const message = JSON.parse(data);
    const fit = typeof message?.key === "string" &&
      (typeof message.text === "string" ||
        acts.some((act) => message[act] === true));
    return fit ? message : undefined;
  } catch {
    return undefined;
  }
}
