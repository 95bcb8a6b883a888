"""Words that tell a duty from a report, a goal from a figure, an order from what only puts it into force.

They stand in `duty_words.json`, by table and language:

    duty        something is to be done                 report, past    something was or is so (past: within orders)
    assigned    the same, even in a report              effect          puts a text into or out of force
    goal        a height to be reached                  opening         only leads to the orders that follow
    aims        somebody's goal or promise              targets         headings over goals
    background  headings over what was or is so         named_span      a span of time that belongs to a name
    before_title  a column of days "before which"       closing         recipients and signatures
    permits     something may be done                   amends          gives another text new words
    exempts     something need not be done
    duties_of   headings over somebody's duties
    supposes    somebody expects or believes it, or it follows from something else
    orders_end  who orders, at the end of the words before the orders
    instead     before (in Hindi and Bengali behind) a value that holds no more

They are pieces of regular expressions on folded text (`ingest.digits.folded`); `~` marks the ending of a longer word.
Borders of words are written out, since `\\b` splits Indic words at their vowel signs.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from ingest.digits import folded

_SIGNS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
BEFORE = rf"(?<![^\W_])(?<![{_SIGNS}])"
AFTER = rf"(?![^\W_])(?![{_SIGNS}])"


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return tables


@cache
def cue(table: str, language: str) -> re.Pattern[str]:
    """Finds the words of a table in folded text; those of all languages where the language has none."""
    own = _tables()[table]
    words = own.get(language) or [word for words in own.values() for word in words]
    endings = [f"(?:{folded(word[1:]).text})" for word in words if word.startswith("~")]
    whole = [f"(?:{folded(word).text})" for word in words if not word.startswith("~")]
    # The border is looked at first, so that within words nothing else is tried.
    pieces = [f"{BEFORE}(?:{'|'.join(whole)})"] * bool(whole) + [f"(?:{'|'.join(endings)})"] * bool(endings)
    return re.compile(f"(?:{'|'.join(pieces)}){AFTER}")


def says(table: str, text: str, language: str) -> bool:
    """Whether a text has a word of the table."""
    return cue(table, language).search(folded(text).text) is not None
