from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.settings import Settings, SettingsError, settings_table, strays

ROOT = Path(__file__).resolve().parents[2]
DOORS = {"app.py", "assistant/cli.py", "assistant/settings.py"}


def test_paths_are_absolute_wherever_the_process_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = Settings()
    assert settings.data == tmp_path / ".data"
    assert settings.cache == tmp_path / ".cache/directives"
    assert Settings(data=Path("~/papers")).data == tmp_path / "papers"


def test_settings_do_not_change() -> None:
    settings: Any = Settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 80


def test_an_option_goes_before_the_environment_and_the_environment_before_the_default(tmp_path: Path) -> None:
    environment = {"DIRECTIVES_PORT": "8001", "DIRECTIVES_HOST": "::1", "DIRECTIVES_MODEL": "", "PATH": "/bin"}
    settings = Settings.from_environment(environment, port=8002, host=None, data=tmp_path)
    assert (settings.port, settings.host, settings.model, settings.data) == (8002, "::1", "bundled", tmp_path)


@pytest.mark.parametrize(
    ("environment", "cache"),
    [
        ({"XDG_CACHE_HOME": "/x"}, "/x/directives"),
        ({"XDG_CACHE_HOME": "/x", "DIRECTIVES_CACHE": "/y"}, "/y"),
        ({"XDG_CACHE_HOME": "relative"}, "~/.cache/directives"),  # the XDG specification: ignore relative paths
        ({}, "~/.cache/directives"),
    ],
)
def test_the_cache_follows_the_desktop(environment: dict[str, str], cache: str) -> None:
    assert Settings.from_environment(environment).cache == Path(cache).expanduser()


def test_only_the_environment_that_is_handed_over_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIRECTIVES_GROUPS", "staff")
    assert Settings.from_environment({"DIRECTIVES_GROUPS": "public, finance ,"}).groups == ("public", "finance")
    assert Settings.from_environment({}).groups == ("public",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "65536"),
        ("port", "eighty"),
        ("max_file_mb", "0"),
        ("max_question_chars", "99"),
        ("max_question_chars", "100001"),
        ("passage_tokens", "63"),
        ("chat_timeout_s", "0.5"),
        ("chat_timeout_s", "601"),
        ("chat_prompt_tokens", "999"),
    ],
)
def test_a_number_out_of_bounds_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({f"DIRECTIVES_{name.upper()}": value})
    message = str(caught.value)
    assert f"DIRECTIVES_{name.upper()}" in message
    assert repr(value) in message
    assert "\n" not in message


@pytest.mark.parametrize("wrong", [{"model": ""}, {"host": ""}, {"colour": "red"}])
def test_what_is_no_setting_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Settings.from_environment({}, **wrong)


def test_a_misspelt_variable_is_noticed() -> None:
    environment = {"DIRECTIVES_PROT": "1", "DIRECTIVES_PORT": "1", "DIRECTIVES_DEBUG": "1", "PORT": "1"}
    assert strays(environment) == ["DIRECTIVES_PROT"]


def test_the_table_holds_every_setting_with_its_bounds() -> None:
    table = settings_table()
    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"| {name} | `DIRECTIVES_{name.upper()}` |" in table
    assert "`7860` (0–65535)" in table
    assert str(Path.home()) not in table


def test_the_readme_holds_the_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert settings_table() in readme, "put this into the README:\n" + settings_table()


def test_only_the_doors_read_the_environment_through_it() -> None:
    callers = set()
    for room in ("app.py", "assistant", "ingest", "index", "prompts"):
        for path in [ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"):
            if path.is_file():
                tree = ast.parse(path.read_text(encoding="utf-8"))
                names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
                callers |= {str(path.relative_to(ROOT))} if "from_environment" in names else set()
    assert callers <= DOORS
