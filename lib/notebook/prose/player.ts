import { escapeHtml } from "./escape.ts";

/** A player whose sound is not there yet. */
export interface Player {
  readonly kind: "player";
  readonly name: string;
}

/** No sound yet: without any a browser draws the player's parts elsewhere. */
const silence = "data:audio/wav;base64,";

/** A player, of the sound at a URL or of none so far: as wide and as high. */
export function playerHtml({ name }: Player, url = silence): string {
  const label = escapeHtml(name);
  return `<span class="player">${label} <audio controls preload="none" aria-label="${label}" src="${
    escapeHtml(url)
  }"></audio></span>`;
}

/** Whether a value stands for a player. */
export function isPlayer(value: unknown): value is Player {
  const { kind, name } = (value ?? {}) as Partial<Player>;
  return kind === "player" && typeof name === "string";
}
