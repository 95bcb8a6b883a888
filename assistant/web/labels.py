"""Every word that the web application says: what there is to say; the words are in `labels_vi`, `labels_hi`, …"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The words in one language. Templates are filled with `str.format`; all values are plain text, never HTML."""

    code: str  # ISO 639-1
    name: str  # of the language, in itself
    title: str
    tagline: str
    language: str
    ask_tab: str
    documents_tab: str
    # asking
    question: str
    placeholder: str
    send: str
    examples: str
    filter: str
    filter_hint: str
    new_conversation: str
    conversation: str
    asked: str
    steps: tuple[str, str, str, str]  # understand, retrieve, compose, verify
    working: str
    took: str  # {seconds}
    empty_question: str
    failed: str
    partial: str
    not_found: str
    nearest: str
    blocked: str
    copy: str
    copied: str
    download: str
    sources: str
    # the source panel
    source: str
    source_hint: str
    citation: str  # {n}, {title}
    quote_from: str  # {title}
    position: str  # {position}, {total}
    page: str  # {page}
    original: str
    whole_document: str
    previous: str
    next: str
    close: str
    changed: str
    # documents
    find: str
    found: str  # {shown}, {total}
    no_documents: str
    no_match: str
    column_title: str
    column_number: str
    column_date: str
    column_language: str
    column_passages: str
    column_twins: str
    column_actions: str
    read: str
    remove: str
    remove_question: str  # {name}
    remove_yes: str
    cancel: str
    removed: str  # {name}
    part: str  # {part}, {parts}
    upload: str
    upload_hint: str  # {types}, {megabytes}
    upload_done: str  # {kept}, {total}
    upload_refused: str
    waiting: str
    reading: str
    embedding: str
    added: str
    replaced: str
    unchanged: str
    refused: str
    flaws: str  # {words}
    wrong_type: str  # {types}
    too_large: str  # {megabytes}
    bad_name: str
