"""Runs a notebook as a program does, and saves it with its outputs."""

import sys

import nbformat
from nbclient import NotebookClient

source, target, folder = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
resources = {"metadata": {"path": folder}}
NotebookClient(
    notebook, timeout=600, kernel_name="deno", resources=resources
).execute()
nbformat.validate(notebook)
nbformat.write(notebook, target)
