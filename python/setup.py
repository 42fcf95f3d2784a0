"""Packs the TypeScript library beside the Python module, as it stands in the checkout:
the rooms that compute, the pipe, and of what they import the versions that are locked."""

import json
import re
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CHECKOUT = Path(__file__).resolve().parent.parent

#: What a process that computes has no use for.
WITHOUT = {"cell", "figure", "notebook", "host"}


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        target = Path(self.build_lib) / "thalweg" / "_library"
        shutil.rmtree(target, ignore_errors=True)
        for part in (CHECKOUT / "lib").iterdir():
            if part.is_dir() and part.name not in WITHOUT:
                shutil.copytree(part, target / "lib" / part.name)
            elif part.is_file():
                shutil.copy(part, target / "lib")
        for part in imported(CHECKOUT / "lib/host/pipe/serve.ts"):
            there = target / part.relative_to(CHECKOUT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(part, there)
        for part in ("engine.ts", "LICENSE"):
            shutil.copy(CHECKOUT / part, target)
        pack_dependencies(target)


def imported(*files):
    """Files of the hosts that one needs, with all that those need."""
    found = set()
    waiting = list(files)
    while waiting:
        path = waiting.pop()
        if path in found or CHECKOUT / "lib/host" not in path.parents:
            continue
        found.add(path)
        for name in re.findall(r'from "(\.[^"]+)"', path.read_text("utf-8")):
            waiting.append((path.parent / name).resolve())
    return found


def pack_dependencies(target):
    """deno.json and deno.lock with what the packed files import, and nothing else."""
    sources = "".join(path.read_text("utf-8") for path in target.rglob("*.ts"))
    config = json.loads((CHECKOUT / "deno.json").read_text("utf-8"))
    imports = {
        name: found
        for name, found in config["imports"].items()
        if re.search(rf'(from|import\()\s*"{re.escape(name)}["/]', sources)
        and found.startswith("npm:")
    }
    config = {key: config[key] for key in ("version", "compilerOptions")}
    (target / "deno.json").write_text(json.dumps({**config, "imports": imports}))

    lock = json.loads((CHECKOUT / "deno.lock").read_text("utf-8"))

    def wanted(specifier):
        return any(specifier.startswith(f"npm:{name}@") for name in imports)

    used = {"specifiers": {k: v for k, v in lock["specifiers"].items() if wanted(k)}}
    roots = [
        f"{k[len('npm:') :].rsplit('@', 1)[0]}@{v}"
        for k, v in used["specifiers"].items()
    ]
    used["npm"] = reached(lock["npm"], roots)
    used["workspace"] = {
        "dependencies": [
            each for each in lock["workspace"]["dependencies"] if wanted(each)
        ]
    }
    (target / "deno.lock").write_text(json.dumps({"version": lock["version"], **used}))


def reached(packages, names):
    """The packages of these names, and what they depend on."""
    found = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        # a dependency of which there is one version is named without it
        full = (
            name
            if name in packages
            else next(each for each in packages if each.rsplit("@", 1)[0] == name)
        )
        if full in found:
            continue
        found[full] = packages[full]
        waiting += packages[full].get("dependencies", [])
    return {name: packages[name] for name in packages if name in found}


setup(cmdclass={"build_py": BuildWithLibrary})
