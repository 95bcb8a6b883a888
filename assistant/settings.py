"""Every setting in one frozen model. The doors hand it the environment; everything below takes plain values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX = "DIRECTIVES_"
DEBUG = PREFIX + "DEBUG"  # not a setting: shows tracebacks on the command line
BUNDLED = "bundled"


class SettingsError(ValueError):
    """A setting has a value that cannot be used. The message is one sentence that names it."""


class Settings(BaseModel):
    """What can be set. Unknown keys, numbers out of bounds and changes after construction are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    data: Path = Field(Path(".data"), description="Folder of the documents and their index")
    model: str = Field(
        BUNDLED,
        min_length=1,
        description="Embedding model: `bundled`, a folder in sentence-transformers' layout, or a name on a hub",
    )
    cache: Path = Field(
        Path("~/.cache/directives"),
        description="Where the bundled model is unpacked; `$XDG_CACHE_HOME/directives` where that variable is set",
    )
    groups: tuple[str, ...] = Field(
        ("public",), description="Access groups whose documents answer a question, separated by commas"
    )
    max_file_mb: int = Field(100, ge=1, le=10_000, description="Largest file that is taken in, in megabytes")
    max_question_chars: int = Field(2_000, ge=100, le=100_000, description="Longest question, in characters")
    passage_tokens: int = Field(
        320, ge=64, le=512, description="Longest passage of documents taken in from now on, in tokens of the model"
    )
    holidays: tuple[str, ...] = Field(
        (),
        description="Days off that limits in working days skip beside Saturdays and Sundays, separated by commas: "
        "public holidays of a country (`VN`, `IN`, `BD`), or days such as `2026-02-16`",
    )
    terms: str = Field(
        "",
        description="Folder of term files (`agencies.tsv`, `domains.tsv` …) that add to the bodies, fields and "
        "subjects that the program knows",
    )
    chat_model: str = Field(
        "",
        description="Chat model that words the answers, as LangChain names it (`openai:NAME`, `ollama:NAME`), "
        "with its key in the provider's own variable; empty: answers are quoted, no model is needed",
    )
    chat_base_url: str = Field("", description="Address of the chat model's server, where it is not the provider's own")
    chat_timeout_s: float = Field(
        30, ge=1, le=600, description="Seconds that the chat model is given; after them the answer is quoted"
    )
    chat_prompt_tokens: int = Field(
        4_000, ge=1_000, le=1_000_000, description="Longest prompt for the chat model, in tokens"
    )
    host: str = Field("127.0.0.1", min_length=1, description="Address that the web application listens on")
    port: int = Field(7860, ge=0, le=65_535, description="Port of the web application; 0 takes a free one")

    @field_validator("data", "cache")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        """The same folder wherever the process goes afterwards."""
        return path.expanduser().absolute()

    @field_validator("groups", "holidays", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], /, **overrides: Any) -> Self:
        """Settings from the `DIRECTIVES_…` variables of a door's environment; `overrides`, the options of a command
        line, go before them.

        An override of None and an empty variable count as not given. Raises SettingsError.
        """
        values: dict[str, Any] = {}
        if Path(environment.get("XDG_CACHE_HOME", "")).is_absolute():
            values["cache"] = Path(environment["XDG_CACHE_HOME"]) / "directives"
        values |= {name: value for name in cls.model_fields if (value := environment.get(PREFIX + name.upper()))}
        values |= {name: value for name, value in overrides.items() if value is not None}
        try:
            return cls(**values)
        except ValidationError as error:
            raise SettingsError(_sentence(error)) from error


def strays(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like settings and are none: a misspelt one would otherwise be ignored without a word."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {DEBUG}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return f"There is no setting {name!r}; the settings are {', '.join(Settings.model_fields)}."
    reason = first["msg"][:1].lower() + first["msg"][1:]
    return f"The setting {name} ({PREFIX}{name.upper()}) cannot be {first['input']!r}: {reason}."


def settings_table() -> str:
    """The settings as a Markdown table, for the README: name, variable, default with bounds, meaning."""
    rows = ["| setting | variable | default | meaning |", "|-|-|-|-|"]
    for name, field in Settings.model_fields.items():
        default = ",".join(field.default) if isinstance(field.default, tuple) else field.default
        bounds = "–".join(
            str(limit) for end in ("ge", "le") for it in field.metadata if (limit := getattr(it, end, None)) is not None
        )
        bounds = f" ({bounds})" if bounds else ""
        shown = f"`{default}`" if str(default) else "empty"
        rows.append(f"| {name} | `{PREFIX}{name.upper()}` | {shown}{bounds} | {field.description} |")
    return "\n".join(rows)
