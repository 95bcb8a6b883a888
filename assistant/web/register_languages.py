"""The words of the Register tab by language."""

from __future__ import annotations

from assistant.web.register_labels import RegisterLabels
from assistant.web.register_labels_bn import BENGALI
from assistant.web.register_labels_en import ENGLISH
from assistant.web.register_labels_hi import HINDI
from assistant.web.register_labels_vi import VIETNAMESE

_LABELS = {labels.code: labels for labels in (VIETNAMESE, HINDI, BENGALI, ENGLISH)}


def register_labels(code: str) -> RegisterLabels:
    """The labels of a language code; English for any other."""
    return _LABELS.get(code, ENGLISH)
