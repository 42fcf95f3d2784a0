import type { NatsConnection } from "@nats-io/transport-node";

/** Where a server is, and how one is let in. */
export interface NatsAddress {
  /** "nats://user:password@host:4222", "tls://host:4222". */
  readonly url: string;
  /** A file of credentials, as `nsc` writes them. */
  readonly credentials?: string;
  /** Files of certificates: of the authority, and one's own with its key. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
  };
  /** Whether a server elsewhere may be spoken to without TLS. */
  readonly insecure?: boolean;
}

/**
 * Connects to a server, for as long as it takes where it goes away.
 *
 * @throws {RangeError} If the address is none, or names another machine without
 * TLS: whoever listens could read, and hand out, everything.
 */
export async function connectNats(
  { url, credentials, tls, insecure = false }: NatsAddress,
): Promise<NatsConnection> {
  const { protocol, username, password, hostname, host } = readAddress(url);
  const encrypted = protocol === "tls:" || tls !== undefined;
  if (!encrypted && !insecure && !isLoopback(hostname)) {
    throw new RangeError(
      `Cannot connect to ${protocol}//${host}: it is another machine, and nothing is encrypted, expected tls://… or --tls-ca (or --insecure, where the network is trusted)`,
    );
  }
  ignoreLateResets();
  const { connect, credsAuthenticator } = await import(
    "@nats-io/transport-node"
  );
  return await connect({
    servers: host,
    maxReconnectAttempts: -1, // the server may be away for longer than ten tries
    ...(username !== "" &&
      {
        user: decodeURIComponent(username),
        pass: decodeURIComponent(password),
      }),
    ...(credentials !== undefined &&
      {
        authenticator: credsAuthenticator(await Deno.readFile(credentials)),
      }),
    ...(encrypted && {
      tls: {
        ...(tls?.ca !== undefined && { caFile: tls.ca }),
        ...(tls?.cert !== undefined && { certFile: tls.cert }),
        ...(tls?.key !== undefined && { keyFile: tls.key }),
      },
    }),
  });
}

let ignoring = false;

/**
 * The client takes its listeners off a socket, then destroys it. Where the
 * server resets the connection in that moment (a wrong password, a kill), Deno
 * tells the socket all the same, and what nobody hears ends the process.
 */
function ignoreLateResets(): void {
  if (ignoring) return;
  ignoring = true;
  addEventListener("error", (event) => {
    const { code, syscall } = Object(event.error);
    if (code === "ECONNRESET" && syscall === "read") event.preventDefault();
  });
}

function readAddress(url: string): URL {
  if (/^(nats|tls):\/\/[^/]+\/?$/.test(url) && URL.canParse(url)) {
    return new URL(url);
  }
  throw new RangeError(
    `Cannot connect to "${url}": expected an address as in nats://127.0.0.1:4222 or tls://host:4222`,
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
