"""How far a computation is: as an iterator, as a call, as a bar."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import Any, Callable, Generic, Iterator, Optional, TypeVar

from ._child import Call, Message

Result = TypeVar("Result")


@dataclass(frozen=True)
class Progress:
    """What a computation tells while it is under way."""

    #: A few words on what is happening.
    note: str
    #: Share done, 0 … 1; None where it is not known.
    done: Optional[float] = None
    #: The least loss so far, of a training.
    loss: Optional[float] = None
    #: ‖∇L‖∞ there.
    gradient_norm: Optional[float] = None
    #: Accepted steps so far.
    steps: Optional[int] = None


OnProgress = Callable[[Progress], Any]


def progress_of(told: Message) -> Progress:
    return Progress(
        told["note"],
        told.get("done"),
        told.get("loss"),
        told.get("gradientNorm"),
        told.get("steps"),
    )


class Run(Generic[Result]):
    """A computation under way.

    Iterating over it gives :class:`Progress` until it ends; ``result()`` waits for
    the end. An interrupt (Ctrl+C) while Python waits, or ``cancel()``, stops it.
    """

    def __init__(self, call: Call, finish: Callable[[Any], Result]) -> None:
        self._call = call
        self._finish = finish
        self._result: Optional[Result] = None
        self._has_ended = False

    def __iter__(self) -> Iterator[Progress]:
        while not self._has_ended:
            message = self._call.next()
            if "result" in message:
                self._result = self._finish(message["result"])
                self._has_ended = True
            elif "progress" in message:
                yield progress_of(message["progress"])

    def result(
        self, on_progress: Optional[OnProgress] = None, bar: Optional["Bar"] = None
    ) -> Result:
        """Waits for the result; what ``on_progress`` raises stops the computation."""
        try:
            for progress in self:
                if bar:
                    bar.show(progress)
                if on_progress:
                    on_progress(progress)
        except BaseException:
            self.cancel()
            if bar:
                bar.end("stopped")
            raise
        return self._result  # type: ignore[return-value]

    def cancel(self) -> None:
        """Stops the computation."""
        self._call.cancel()


class Bar:
    """A line on the standard error that is written over as the work goes on."""

    WIDTH = 20

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = time.monotonic()
        self._last = 0.0
        self._length = 0
        self._loss: Optional[float] = None

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        # not every state says it
        self._loss = progress.loss if progress.loss is not None else self._loss
        if now - self._last >= 0.1:
            self._last = now
            self._write(self.line(progress, now - self._began))

    def line(self, progress: Progress, seconds: float) -> str:
        parts = [f"{self._title}:"]
        if progress.done is not None:
            full = round(self.WIDTH * progress.done)
            parts.append(
                f"{progress.done:4.0%}|{'█' * full}{' ' * (self.WIDTH - full)}|"
            )
        parts.append(progress.note)
        if self._loss is not None:
            parts.append(f"loss {self._loss:.3e}")
        return " ".join([*parts, f"[{seconds:.1f} s]"])

    def end(self, text: str) -> None:
        """The last state stays."""
        seconds = time.monotonic() - self._began
        self._write(f"{self._title}: {text} [{seconds:.1f} s]")
        sys.stderr.write("\n")

    def _write(self, line: str) -> None:
        sys.stderr.write("\r" + line.ljust(self._length))
        sys.stderr.flush()
        self._length = len(line)
