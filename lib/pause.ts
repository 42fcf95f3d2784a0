/**
 * Lets the event loop take a turn, so that messages, timers and repaints get
 * in between two slices of work. Costs microseconds where setTimeout costs
 * milliseconds: setImmediate where there is one (Deno), else a message.
 */
export function pause(): Promise<void> {
  return new Promise(nextTurn);
}

const { setImmediate } = globalThis as {
  setImmediate?: (callback: () => void) => void;
};

const waiting: (() => void)[] = [];
let sender: MessagePort | undefined;

function nextTurn(resolve: () => void): void {
  if (setImmediate) {
    setImmediate(resolve);
    return;
  }
  if (!sender) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => waiting.shift()?.();
    sender = port2;
  }
  waiting.push(resolve);
  sender.postMessage(null);
}
