/**
 * Whether a value is a generator object. Anything else with `next` (a Map's
 * iterator, an iterator helper) is a value like any other.
 */
export function isGenerator(
  value: unknown,
): value is Generator<unknown> | AsyncGenerator<unknown> {
  const name = Object.prototype.toString.call(value);
  return name === "[object Generator]" || name === "[object AsyncGenerator]";
}

const waiting: (() => void)[] = [];
let channel: MessageChannel | undefined;

/**
 * Lets the event loop take a turn. A message costs microseconds where
 * setTimeout costs milliseconds.
 */
export function pause(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
    // Deno: an idle port must not keep the process alive.
    (channel.port1 as { unref?: () => void }).unref?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
