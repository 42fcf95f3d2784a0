"""The computing process: started once, when it is first needed, and again if it dies."""

from __future__ import annotations

import atexit
import itertools
import os
import queue
import subprocess
import threading
import weakref
from collections import deque
from typing import Any, Callable, Deque, Dict, List, Optional

from . import _frames
from ._errors import ProcessError, exception_of
from ._find import find_deno, find_library

#: A wait is looked at so often, in seconds. An interrupt ends a wait, but not one
#: that begins in the moment between its signal and its exception.
_GLANCE = 0.01

Message = Dict[str, Any]


class _Reference(weakref.ref):  # type: ignore[type-arg]
    number: int


class Child:
    """One process and the calls that it is answering."""

    def __init__(self) -> None:
        library = find_library()
        command = [
            find_deno(),
            "run",
            "-A",
            "--no-prompt",
            str(library / "lib" / "host" / "pipe" / "serve.ts"),
        ]
        self.owner = os.getpid()
        self._ids = itertools.count(1)
        self._waiting: Dict[int, "queue.SimpleQueue[Message]"] = {}
        self._outgoing: "queue.SimpleQueue[Optional[List[Any]]]" = queue.SimpleQueue()
        self._said: Deque[str] = deque(maxlen=20)
        self._references: Dict[int, _Reference] = {}
        self._forgotten: Deque[_Reference] = deque()
        self.is_alive = True
        self.end = "not yet"
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=os.getcwd(),
            # Ctrl+C is for Python alone, which cancels the call that it waits for
            start_new_session=True,
        )
        # Threads do the writing and reading: an interrupt, which reaches the main
        # thread only, never leaves half a frame in a pipe.
        for work in (self._write, self._read, self._listen):
            threading.Thread(target=work, daemon=True).start()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def send(self, header: Message) -> None:
        """Queues a frame."""
        self._outgoing.put(_frames.encode(header))

    def begin(
        self, call: str, arguments: Message, keep: Optional[int] = None
    ) -> "Call":
        """Asks for something."""
        while self._forgotten:
            number = self._forgotten.popleft().number
            del self._references[number]
            self.send({"drop": number})
        return Call(self, next(self._ids), call, arguments, keep)

    def keep(self, value: "Remote", number: int) -> None:
        """Lets the process forget a value when Python has.

        What is called then is no Python code: an interrupt that struck there would
        be lost.
        """
        reference = _Reference(value, self._forgotten.append)
        reference.number = number
        self._references[number] = reference

    def close(self) -> None:
        """Lets it end, and ends it if it does not."""
        if self.owner != os.getpid():
            return  # a copy of the parent's, made by fork
        self._outgoing.put(None)
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            while True:
                frame = self._outgoing.get()
                if frame is None:
                    stream.close()
                    return
                for piece in frame:
                    stream.write(piece)
                if self._outgoing.empty():
                    stream.flush()
        except (OSError, ValueError):
            pass  # it has ended: the reader tells

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        why = ""
        try:
            while True:
                message = _frames.read(stream)
                if message is None:
                    break
                waiting = self._waiting.get(message.get("id"))  # type: ignore[arg-type]
                if waiting is not None:
                    waiting.put(message)
        except Exception as error:  # what is no frame: nothing after it can be trusted
            why = str(error)
            self._process.kill()
        code = self._process.wait()
        self.end = why or f"exit code {code}"
        self.is_alive = False
        for waiting in list(self._waiting.values()):
            waiting.put({"ended": True})

    def _listen(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        for line in stream:
            self._said.append(line.decode("utf-8", "replace").rstrip())

    def error(self, call: str) -> ProcessError:
        said = "".join(f"\n  {line}" for line in self._said)
        return ProcessError(
            f"Cannot answer {call}: the computing process has ended ({self.end}), "
            f"expected it to go on; the next call starts another one{said}"
        )


class Call:
    """Something that was asked for, until it is answered."""

    def __init__(
        self, child: Child, id: int, name: str, arguments: Message, keep: Optional[int]
    ) -> None:
        self._child = child
        self._id = id
        self._name = name
        self._messages: "queue.SimpleQueue[Message]" = queue.SimpleQueue()
        header: Message = {"id": id, "call": name, "arguments": arguments}
        if keep is not None:
            header["keep"] = keep
        child._waiting[id] = self._messages
        self.is_done = False
        try:
            child.send(header)
            if not child.is_alive:
                raise child.error(name)
        except BaseException:
            self.cancel()
            raise

    def next(self) -> Message:
        """Waits for what is told next: a progress, an item, the result.

        Any exception while it waits, as an interrupt, cancels the call.
        """
        try:
            message = self._get()
            if "ended" in message:
                raise self._child.error(self._name)
            if "error" in message:
                self._forget()
                raise exception_of(message["error"])
            if "result" in message:
                self._forget()
            return message
        except BaseException:
            if not self.is_done:
                self.cancel()
            raise

    def result(self) -> Any:
        """Waits for the result."""
        while True:
            message = self.next()
            if "result" in message:
                return message["result"]

    def cancel(self) -> None:
        """Stops the work; nothing more is told."""
        if not self.is_done:
            self._forget()
            self._child.send({"cancel": self._id})

    def _get(self) -> Message:
        while True:
            try:
                return self._messages.get(timeout=_GLANCE)
            except queue.Empty:
                pass

    def _forget(self) -> None:
        self.is_done = True
        self._child._waiting.pop(self._id, None)


_child: Optional[Child] = None
_lock = threading.Lock()
_numbers = itertools.count(1)


def child() -> Child:
    """The process, which is started if there is none."""
    global _child
    if _child is not None and _child.is_alive and _child.owner == os.getpid():
        return _child
    with _lock:
        if _child is None or not _child.is_alive or _child.owner != os.getpid():
            _child = Child()
    return _child


def ask(call: str, **arguments: Any) -> Any:
    """The answer to a call."""
    return child().begin(call, _given(arguments)).result()


def restart() -> None:
    """Ends the computing process; the next call starts another one.

    What was built in Python is built there again when it is used.
    """
    global _child
    with _lock:
        ended, _child = _child, None
    if ended is not None:
        ended.close()


atexit.register(restart)


class Remote:
    """A value that the process keeps, made there when it is first used."""

    def __init__(self, call: str, arguments: Callable[[], Message]) -> None:
        self._call = call
        self._arguments = arguments
        self._child: Optional[Child] = None
        self._number = 0

    def kept(self) -> _frames.Kept:
        """What stands for it in arguments, in the process that runs now."""
        running = child()
        if self._child is not running:
            number = next(_numbers)
            running.begin(self._call, _given(self._arguments()), number).result()
            running.keep(self, number)
            self._child, self._number = running, number
        return _frames.Kept(self._number)


def _given(arguments: Message) -> Message:
    """Without those that are left to their defaults."""
    return {name: value for name, value in arguments.items() if value is not None}
