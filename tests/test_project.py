"""The project as a stranger finds it: one command to run, one to test, a lock that holds, a wheel that is whole."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["setuptools"]["packages"]
ROOMS = sorted({name.split(".")[0] for name in PACKAGES})
RUNTIME, EVERYTHING = "requirements.lock", "requirements-dev.lock"


def requirements(*extras: str) -> dict[str, Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    return {canonicalize_name(one.name): one for one in map(Requirement, lines)}


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    ours = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all(re.fullmatch(r"[a-z0-9-]+==[^ ;]+( ; .+)?", line) for line in ours), "a line of the lock is not a pin"
    return dict(line.split(" ;")[0].split("==") for line in ours)


@cache
def files() -> list[Path]:
    """The files of the project: what git holds or would hold, else everything that is not hidden."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        hidden = {".venv", ".data", ".git", "build", "dist", "__pycache__"}
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        names = [str(path) for path in found if not (hidden & set(path.parts))]
    return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())


def imported(paths: list[Path]) -> set[str]:
    """The top-level names of every library that Python files import, ours and the standard library's left out."""
    names: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module).split(".")[0])
    return names - set(sys.stdlib_module_names) - {*ROOMS, "app", "tests", "conftest"}


def undeclared(names: set[str], declared: Mapping[str, Requirement]) -> list[str]:
    providers = packages_distributions()
    return sorted(name for name in names if not {*map(canonicalize_name, providers.get(name, ()))} & declared.keys())


def program() -> list[Path]:
    inside = (path for path in files() if path.suffix == ".py")
    return [path for path in inside if path.relative_to(ROOT).parts[0] in {*ROOMS, "app.py"}]


def test_the_lock_pins_every_dependency_within_its_bounds() -> None:
    for lock, wanted in ((RUNTIME, requirements()), (EVERYTHING, requirements("dev", "bench"))):
        pinned = pins(lock)
        for name, requirement in wanted.items():
            assert name in pinned, f"{lock} lacks {name}: run make lock"
            assert requirement.specifier.contains(Version(pinned[name])), (
                f"{lock}: {name}=={pinned[name]}: run make lock"
            )


def test_the_locks_agree_and_name_no_host() -> None:
    runtime, everything = pins(RUNTIME), pins(EVERYTHING)
    assert runtime.items() <= everything.items()
    assert runtime["torch"] == "2.13.0"
    for lock in (RUNTIME, EVERYTHING):
        assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / lock).read_text(encoding="utf-8"))


def test_every_library_that_the_program_imports_is_declared() -> None:
    # Run from a checkout, with the dev lock.
    scripts = {path for name in ("bench*", "build_*", "fit_*", "score_*") for path in ROOT.glob(f"evals/{name}.py")}
    assert not undeclared(imported([path for path in program() if path not in scripts]), requirements())
    assert not undeclared(imported(sorted(scripts)), requirements("dev", "bench"))


def test_every_library_that_the_tests_import_is_declared() -> None:
    tests = [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == "tests"]
    assert not undeclared(imported(tests), requirements("dev", "bench"))


def test_no_dependency_is_declared_for_nothing() -> None:
    if not (ROOT / "app.py").is_file():
        pytest.skip("the program is not whole: app.py is missing")
    providers = packages_distributions()
    used = {canonicalize_name(name) for library in imported(program()) for name in providers.get(library, ())}
    idle = requirements().keys() - used - {"torch"}  # torch is pinned for sentence-transformers, whoever imports it
    assert not idle, f"declared and imported nowhere: {sorted(idle)}"


def test_packages_are_listed_one_by_one() -> None:
    folders = {str(path.parent.relative_to(ROOT)).replace("/", ".") for path in program() if path.parent != ROOT}
    assert folders <= set(PACKAGES), f"not listed in pyproject.toml: {sorted(folders - set(PACKAGES))}"


def test_a_wheel_holds_every_module_and_data_file(tmp_path: Path) -> None:
    """Built from a copy, so that the build leaves nothing in the checkout."""
    copy = tmp_path / "copy"
    for path in files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for package in PACKAGES:
        (copy / package.replace(".", "/")).mkdir(parents=True, exist_ok=True)
    build = "import sys, setuptools.build_meta as backend; backend.build_wheel(sys.argv[1])"
    run = subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=copy, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (wheel,) = tmp_path.glob("directives-*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    source = {str(path.relative_to(ROOT)) for path in files()}
    expected = {name for name in source if name.split("/")[0] in {*ROOMS, "app.py"}}
    expected -= {name for name in expected if name.startswith("evals/corpus_src/")}  # what the corpus is made from
    assert expected <= inside, f"missing from the wheel: {sorted(expected - inside)}"
    assert not [name for name in inside if name.startswith(("tests/", "docs/"))]
    entry = next(name for name in inside if name.endswith("entry_points.txt"))
    assert "directives = assistant.cli:main" in zipfile.ZipFile(wheel).read(entry).decode()


def test_the_readme_names_the_two_commands_and_ci_runs_its_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shell = "\n".join(re.findall(r"^```(?:sh|bash|console)\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL))
    commands = [line.removeprefix("$ ").split("#")[0].strip() for line in shell.splitlines()]
    assert "make run" in commands
    assert "make test" in commands
    steps = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert steps[-1] == "make test"
    assert os.access(ROOT / ".ci/run", os.X_OK)


def make(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`make` as a person calls it: none of the variables that an outer `make test` hands down."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    inherited.pop("VENV", None)
    return subprocess.run(
        ["make", *words], cwd=ROOT, capture_output=True, text=True, env=inherited | environment, timeout=60
    )


def test_make_alone_lists_every_target() -> None:
    run = make()
    assert run.returncode == 0, run.stderr
    listed = {line.split()[1] for line in run.stdout.splitlines()}
    assert {"install", "run", "test", "check", "lock", "bench", "clean"} <= listed
    phony = re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phony
    assert listed == set(phony[1].split()) - {"dev"}


def test_install_refuses_an_old_python_with_the_remedy(tmp_path: Path) -> None:
    old = tmp_path / "python3.9"
    old.write_text(
        "#!/bin/sh\nexit 1\n", encoding="utf-8"
    )  # what 3.9 answers to `sys.exit(sys.version_info < (3, 11))`
    old.chmod(0o755)
    run = make("install", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}")
    assert run.returncode != 0
    assert "needs Python 3.11 or newer" in run.stderr
    assert "make install PYTHON=" in run.stderr
    assert not (tmp_path / "venv").exists()


def test_the_browser_script_names_the_remedy_where_nothing_can_be_installed(tmp_path: Path) -> None:
    """With a PATH that holds neither a browser nor a package manager."""
    for name in ("bash", "id"):
        (tmp_path / name).symlink_to(shutil.which(name) or pytest.skip(f"{name} is not installed"))
    run = subprocess.run(
        [str(tmp_path / "bash"), str(ROOT / "tests/install_browser.sh")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert "CHROMIUM=" in run.stderr


# A letter in brackets matches itself, but no pattern matches the line that it stands in.
FOREIGN = {
    "a path of one machine": r"/[w]ork/|/[r]oot/",
    "a registry's host": r"[p]ypi\.org|[p]ythonhosted\.|[n]pmjs\.|[d]eb\.debian",
    "the tools it was written with": r"(?i)\b([c]laude|[c]odex|[c]opilot|sub-?[a]gents?|coding [a]gents?)\b",
    "the work on it": r"(?i)\b([t]his session|[t]he brief|[i]ssues? ?#\d+)\b",
}


@pytest.mark.parametrize("what", sorted(FOREIGN))
def test_the_project_speaks_of_itself_alone(what: str) -> None:
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture, a PDF, a DOCX
        for number, line in enumerate(text.splitlines(), start=1):
            if match := re.search(FOREIGN[what], line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert not found, f"{what}:\n" + "\n".join(found)
