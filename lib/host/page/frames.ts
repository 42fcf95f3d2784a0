/**
 * A function that asks for `work` to be done in the next frame, once however
 * often it is asked. A hidden tab has no frames: a timer then takes over.
 */
export function oncePerFrame(work: () => void): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  function go(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    asked = false;
    work();
  }
  return () => {
    if (asked) return;
    asked = true;
    frame = requestAnimationFrame(go);
    timer = setTimeout(go, 50);
  };
}

/** Resolves in the next frame, or soon where there are none. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => oncePerFrame(resolve)());
}
