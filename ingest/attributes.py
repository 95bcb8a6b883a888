"""What a line or sentence adds to the duty before it: "Cơ quan chủ trì: Sở Y tế", "Deadline: 30 June"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ingest.digits import folded
from ingest.task_table import Role, roles

LONGEST_REMARK = 140  # characters

_KEY = re.compile(r"[\s*_•+–-]*(?P<key>[^:：.।;,]{2,48}?)[*_]*\s*[:：][*_]*\s*(?P<value>\S.*)", re.DOTALL)
_ADDING: frozenset[Role] = frozenset({"lead", "coordinating", "deadline", "product"})
# "This work is for …": who must do what the sentence before says.
_REMARKS = (
    r"(?:nhiệm vụ|công việc|việc|nội dung) này (?:do|giao|được giao)"
    r"|cơ quan chịu trách nhiệm|chịu trách nhiệm thực hiện"
    r"|(?:the )?responsib(?:le|ility) (?:for (?:this|the (?:work|task))|body|agency|lies|rests)"
    r"|this (?:work|task) (?:is|shall be|will be) (?:assigned|carried out)"
    r"|इस (?:कार्य|काम) (?:का|की|के)|इसका (?:दायित्व|उत्तरदायित्व)|इसकी जिम्मेदारी|इसके लिए"
    r"|(?:এ|এই) (?:কাজের|কাজটির|কাজ)|এর দায়িত্ব|দায়িত্ব"
)


_LIMITING = re.compile(
    r"hạn|hoàn thành|thời gian|tiến độ|mốc|deadline|due|complet|by when|time|finish"
    r"|समय|अंतिम|अवधि|कब तक|সময|শেষ|মেযাদ"  # folded: without the dots under Indic letters
)


class Attribute(NamedTuple):
    role: Role
    start: int  # of the value, in the text
    value: str


def attribute(text: str) -> Attribute | None:
    """The role that a line "key: value" fills in, where the key is the header of such a column."""
    found = _KEY.match(text)
    if not found or len(found["key"].split()) > 7:
        return None
    role = next(iter(roles((found["key"],))), None)
    if role == "deadline" and not _LIMITING.search(folded(found["key"]).text):
        return None  # "Date:", "প্রকাশের তারিখ:" say when the document was made
    return Attribute(role, found.start("value"), found["value"].rstrip(" .;।")) if role in _ADDING else None


@cache
def _remark() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{folded(_REMARKS).text})")


def is_remark(text: str) -> bool:
    """Whether a sentence says of the one before who must do it."""
    return len(text) <= LONGEST_REMARK and _remark().match(folded(text).text) is not None
