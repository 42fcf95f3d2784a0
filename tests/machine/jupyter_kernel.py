"""Runs a Jupyter kernel for a test.

Commands come as lines of JSON on standard input: {"do": "execute", "id": 1,
"code": "..."}, {"do": "interrupt"}, {"do": "restart"}, {"do": "stop"}. What the
kernel says goes to standard output, a line for each message.
"""

import json
import os
import queue
import sys

import zmq
from jupyter_client.manager import start_new_kernel

ids = {}


def say(**message):
    print(json.dumps(message), flush=True)


def forward(channel, receive):
    while True:
        try:
            message = receive(timeout=0)
        except queue.Empty:
            return
        parent = message["parent_header"].get("msg_id")
        say(
            channel=channel,
            type=message["msg_type"],
            id=ids.get(parent),
            content=message["content"],
        )


def main():
    manager, client = start_new_kernel(
        startup_timeout=180, kernel_name="deno", cwd=sys.argv[1]
    )
    poller = zmq.Poller()
    poller.register(0, zmq.POLLIN)
    poller.register(client.iopub_channel.socket, zmq.POLLIN)
    poller.register(client.shell_channel.socket, zmq.POLLIN)
    say(channel="test", type="started")
    unread = b""
    while True:
        ready = dict(poller.poll(1000))
        forward("iopub", client.get_iopub_msg)
        forward("shell", client.get_shell_msg)
        if 0 not in ready:
            continue
        data = os.read(0, 1 << 16)
        *lines, unread = (unread + data).split(b"\n")
        if not data:
            lines = [b'{"do": "stop"}']
        for line in lines:
            command = json.loads(line)
            if command["do"] == "execute":
                ids[client.execute(command["code"])] = command["id"]
            elif command["do"] == "interrupt":
                manager.interrupt_kernel()
            elif command["do"] == "restart":
                manager.restart_kernel()
                client.wait_for_ready(timeout=180)
                say(channel="test", type="restarted")
            else:
                alive = manager.is_alive()
                client.stop_channels()
                manager.shutdown_kernel(now=True)
                say(channel="test", type="stopped", content={"alive": alive})
                return


main()
