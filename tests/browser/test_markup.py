"""The pieces of the pages that need no browser."""

from __future__ import annotations

import dataclasses
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Statement
from assistant.web import conversation, markup, reader, source
from assistant.web.conversation import Turn
from assistant.web.labels import Labels
from assistant.web.languages import LANGUAGES, labels_for, preferred
from assistant.web.upload import base_name
from tests.assistant.web_reader import Reader

ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(ANY_TEXT)
def test_text_stays_text(value: str) -> None:
    read = Reader(f'<p title="{markup.text(value)}">{markup.text(value)}</p>')
    assert read.names() == ["p"]
    assert read.text == value


def citation(n: int, quote: str, title: str = "T", url: str | None = None) -> Citation:
    return Citation(n, "d.txt", title, url, "en", quote, 0, len(quote), None, "")


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_of_a_document_or_model_adds_a_tag_to_the_conversation(said: str, quote: str, title: str) -> None:
    def page(said: str, quote: str, title: str) -> list[str]:
        answer = Answer(
            "q", "en", "partial", said, (Statement(said + "!", (1,), "generated"),), (citation(1, quote, title),)
        )
        return Reader(conversation.transcript([Turn(said, answer)], LANGUAGES["en"])).names()

    assert page(said, quote + "?", title) == page("a", "b", "c")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "//tests.invalid", "http:", "https://", "ftp://a/b",
        "http://[", "java\nscript:x", " https://a.b", "https://a.b/\x01", "/documents", "", None,
    ],
)  # fmt: skip
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    assert markup.link(url, "words") == ""


def test_a_link_tells_the_other_side_nothing() -> None:
    link = markup.link('https://a.b/c?d="e"&f', "<words>")
    assert link.startswith('<a href="https://a.b/c?d=&quot;e&quot;&amp;f" ') and link.endswith(">&lt;words&gt;</a>")
    assert 'target="_blank" rel="noopener noreferrer nofollow"' in link


@pytest.mark.parametrize("code", ['en" onclick="x', "und", "", "e", "<b>"])
def test_only_a_language_becomes_an_attribute(code: str) -> None:
    assert markup.lang(code) == ""


@given(ANY_TEXT, st.data(), st.integers(1, 40))
def test_the_context_surrounds_the_words_exactly(whole: str, data: st.DataObject, limit: int) -> None:
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    before, after = source.context(whole, start, end, limit)
    assert whole[:start].endswith(before.removeprefix("…\n")) and whole[end:].startswith(after.removesuffix("\n…"))
    assert len(before) <= limit + 2 and len(after) <= limit + 2


@given(ANY_TEXT, st.integers(1, 30))
def test_the_parts_of_a_text_are_the_text(whole: str, size: int) -> None:
    parts = reader.parts(whole, size)
    assert "".join(parts) == whole
    assert all(len(part) <= size for part in parts)


@pytest.mark.parametrize(
    "key", ["", "0", "0:c", "0:c:9", "1:c:1", "-1:c:1", "0:x:1", "0:c:²", "a:b:c", "0:c:1:2", "९:c:1"]
)
def test_a_key_that_the_conversation_does_not_show_leads_nowhere(key: str) -> None:
    turns = [Turn("q", Answer("q", "en", "answered", "", (), (citation(1, "a"),)))]
    assert conversation.place(turns, key) is None
    assert conversation.place(turns, "0:c:1")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("fi;q=1, bn;q=0.5, hi;q=0.7", "hi"), ("", "en"), ("fi", "en"),
        ("hi;q=0", "en"), ("bn;q=x, hi", "hi"), ("BN-in", "bn"), ("*", "en"), ("," * 10_000 + "vi", "en"),
    ],
)  # fmt: skip
def test_the_browsers_languages_choose_ours(header: str, expected: str) -> None:
    assert preferred(header) == expected


def test_every_language_says_everything_and_fills_the_same_gaps() -> None:
    def gaps(value: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(value) if name}

    english = LANGUAGES["en"]
    for labels in LANGUAGES.values():
        for field in dataclasses.fields(Labels):
            value = getattr(labels, field.name)
            if field.name == "steps":
                assert all(value) and len(value) == 4
            else:
                assert value.strip() and gaps(value) == gaps(getattr(english, field.name)), (labels.code, field.name)
    assert labels_for(["vi"]) is english and labels_for("xx") is english


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Kế hoạch số 5 (bản 2).pdf", "Kế hoạch số 5 (bản 2).pdf"), ("हिन्दी आदेश.docx", "हिन्दी आदेश.docx"),
        ("C:\\fakepath\\নির্দেশ.txt", "নির্দেশ.txt"), ("../../etc/passwd.txt", "passwd.txt"), ("..", ""), (".txt", ""),
        ("a\nb\0.md", "ab.md"), ("", ""), ("Hà Nội.txt", "Hà Nội.txt"),
    ],
)  # fmt: skip
def test_a_sent_name_is_a_base_name(sent: str, kept: str) -> None:
    assert base_name(sent) == kept
