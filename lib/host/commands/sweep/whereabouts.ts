import { defined } from "../../../options/mod.ts";
import type { NatsAddress } from "../../sweep/nats/connect.ts";
import type { Whereabouts } from "../../sweep/open_place.ts";
import type { CommandOption } from "../command.ts";
import type { Option } from "./part.ts";

/** What is said of a server. */
export const connectionOptions: Readonly<Record<string, CommandOption>> = {
  name: { value: "word", words: "which sweep of the server (sweep)" },
  creds: { value: "file", words: "credentials" },
  "tls-ca": { value: "file", words: "who vouches for the server" },
  "tls-cert": { value: "file", words: "who vouches for this machine" },
  "tls-key": { value: "file", words: "the key that belongs to it" },
  insecure: { words: "another machine, without TLS" },
};

/** A folder, or a server by its address. */
export function whereabouts(where: string, option: Option): Whereabouts {
  return /^\w+:\/\//.test(where) ? server(where, option) : { folder: where };
}

/** A sweep of a server. */
export function server(
  url: string,
  option: Option,
): { readonly address: NatsAddress; readonly name: string } {
  const tls = defined({
    ca: option("tls-ca"),
    cert: option("tls-cert"),
    key: option("tls-key"),
  });
  return {
    name: option("name") ?? "sweep",
    address: {
      url,
      insecure: option("insecure") !== undefined,
      ...defined({ credentials: option("creds") }),
      ...(Object.keys(tls).length > 0 && { tls }),
    },
  };
}
