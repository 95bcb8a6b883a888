from __future__ import annotations

from datetime import date
from typing import Any

from assistant.answer import Answer, Citation, Statement
from assistant.terminal import answer_text, documents_text
from index.records import DocumentInfo

QUOTE = "১৫ মে ২০২৫ এর আগে\nপ্রকাশ করা হবে।"
CITATION = Citation(1, "nirdesh.pdf", "নির্দেশ ১২", None, "bn", QUOTE, 40, 40 + len(QUOTE), 3, "অধ্যায় ২ › ধারা ৫")


def answer(**changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "question": "By when?",
        "language": "en",
        "status": "answered",
        "answer": "Before 15 May 2025 [1]",
        "statements": (Statement("Before 15 May 2025", (1,), "quote"),),
        "citations": (CITATION,),
    }
    return Answer(**{**fields, **changes})


def test_an_answer_shows_where_each_word_is_from() -> None:
    assert answer_text(answer()) == (
        "Before 15 May 2025 [1]\n\n"
        "[1] নির্দেশ ১২ — অধ্যায় ২ › ধারা ৫ — nirdesh.pdf, p. 3\n"
        "    ১৫ মে ২০২৫ এর আগে\n    প্রকাশ করা হবে।"
    )


def test_a_refusal_shows_its_reason_once_and_what_is_nearest() -> None:
    sentence = "Các tài liệu không nói điều này."
    refused = answer(status="not_found", answer=sentence, citations=(), reason=sentence, nearest=(CITATION,))
    shown = answer_text(refused)
    assert shown.startswith(sentence + "\n\nNearest passages:\n\n[1] ")
    assert shown.count(sentence) == 1
    assert answer_text(answer(answer="", citations=(), reason="Câu hỏi trống.")) == "Câu hỏi trống."


def test_documents_are_aligned_whatever_the_script() -> None:
    def info(name: str, number: str | None, day: date | None) -> DocumentInfo:
        return DocumentInfo(1, name, "Title", "hi", number, day, None, "public", 3, 9, 900, "0")

    infos = [info("निर्देश.txt", "12/CT-UBND", date(2026, 5, 15)), info("ke-hoach.docx", None, None)]
    head, first, second = documents_text(infos).splitlines()
    assert head.split() == ["name", "language", "number", "date", "passages", "access", "title"]
    assert first.split() == ["निर्देश.txt", "hi", "12/CT-UBND", "2026-05-15", "3", "public", "Title"]
    marks = 2  # the virama and the vowel sign above take no column of their own
    assert first.index("Title") == second.index("Title") + marks
    assert documents_text([]).split() == head.split()
