"""The four languages of the web application, and which of them a browser asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.web.labels import Labels
from assistant.web.labels_bn import BENGALI
from assistant.web.labels_en import ENGLISH
from assistant.web.labels_hi import HINDI
from assistant.web.labels_vi import VIETNAMESE
from assistant.wording import digits

NONE = "—"  # what a cell without a value shows
LANGUAGES = {labels.code: labels for labels in (VIETNAMESE, HINDI, BENGALI, ENGLISH)}
CHOICES = [(labels.name, labels.code) for labels in LANGUAGES.values()]


def labels_for(code: object) -> Labels:
    """The labels of a language code; English for anything else, since the value comes from the browser."""
    return LANGUAGES.get(code, ENGLISH) if isinstance(code, str) else ENGLISH


def preferred(accept_language: str, offered: Sequence[str] = tuple(LANGUAGES)) -> str:
    """The best of `offered` for an Accept-Language header (RFC 9110, 12.5.4), English when none is wanted."""
    wanted: list[tuple[float, str]] = []
    for part in accept_language.split(",")[:20]:
        tag, _, weight = part.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        wanted.append((quality, tag.strip().lower().split("-")[0]))
    ranked = sorted(wanted, key=lambda pair: -pair[0])
    return next((code for quality, code in ranked if quality > 0 and code in offered), "en")


def language_name(code: str, language: str) -> str:
    """The name of the language `code` in `language`; the code itself where it has none."""
    from babel import Locale

    return (Locale(language).languages.get(code) or code) if code != "und" else NONE


def page_number(page: int | None, labels: Labels) -> str:
    """“page 3”; empty for none."""
    return labels.page.format(page=digits(str(page), labels.code)) if page else ""


def day(date: date | None, language: str) -> str:
    """A date, short enough for a table, as `language` writes it; a dash for none."""
    from babel.dates import format_date

    if date is None:
        return NONE
    return digits(format_date(date, "dd/MM/y" if language == "vi" else "d MMM y", locale=language), language)


def seconds(milliseconds: float, language: str) -> str:
    """With two digits after the mark that `language` uses, in its digits."""
    from babel.numbers import format_decimal

    return digits(format_decimal(milliseconds / 1000, "0.00", locale=language), language)
