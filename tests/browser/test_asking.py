"""The chat, as a person uses it: type, read, open the source, compare the words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.row_wording import row_text
from assistant.web.languages import LANGUAGES
from tests.browser.running import Server, ask, contrast, overflow

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]
Questions = dict[str, list[str]]
CITATION = ".turn button.mark[data-event=cite]"


def answered(server: Server, questions: list[str]) -> str:
    """The first of `questions` that the command line answers with a citation."""
    return next(question for question in questions if server.answers[question]["citations"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_opens_its_words_in_their_document(
    language: str, open_page: Open, server: Server, questions: Questions
) -> None:
    question = answered(server, questions[language])
    expected = server.answers[question]
    page = open_page(language)
    ask(page, question)
    said = page.locator(".said")
    assert said.count() == len(expected["statements"])
    for index, statement in enumerate(expected["statements"]):
        assert statement["text"].strip() in said.nth(index).inner_text()
    for index, n in enumerate(n for statement in expected["statements"] for n in statement["citations"]):
        citation = next(citation for citation in expected["citations"] if citation["n"] == n)
        page.locator(CITATION).nth(index).click()
        page.locator(f'.source[data-state=open][data-key="0:c:{n}"]').wait_for()
        marks = page.locator(".source mark")
        assert marks.count() == 1
        words = marks.evaluate("mark => mark.textContent")
        assert words == citation["quote"]
        assert words == server.texts[citation["document"]][citation["start"] : citation["end"]]
        assert marks.is_visible()
        box, frame = marks.bounding_box(), page.locator(".source .words").bounding_box()
        assert box and frame and frame["y"] <= box["y"] < frame["y"] + frame["height"], (
            "the words are scrolled into view"
        )
        if citation["language"] != "und":
            assert page.locator(".source .words").get_attribute("lang") == citation["language"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_of_the_browser(language: str, open_page: Open, questions: Questions) -> None:
    labels = LANGUAGES[language]
    page = open_page(language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.title() == labels.title
    assert page.locator("h1").inner_text() == labels.title
    tabs = [labels.ask_tab, row_text(language, "register"), labels.documents_tab]
    assert page.get_by_role("tab").all_inner_texts() == tabs
    assert page.locator(".submit-button").inner_text() == labels.send
    assert page.locator(".example").all_inner_texts() == questions[language]


def test_a_language_that_we_do_not_speak_is_met_in_english(open_page: Open) -> None:
    assert open_page("fi-FI").title() == LANGUAGES["en"].title


def test_the_language_selector_changes_every_word(open_page: Open, server: Server, questions: Questions) -> None:
    page = open_page("en")
    ask(page, answered(server, questions["en"]))
    page.locator(CITATION).first.click()
    page.locator(".source[data-state=open]").wait_for()
    quote = page.locator("mark").inner_text()
    for language, labels in reversed(LANGUAGES.items()):
        page.locator("#language label").filter(has_text=labels.name).click()
        page.locator(f"[data-language={language}]").wait_for()
        page.get_by_role("tab", name=labels.documents_tab, exact=True).wait_for()
        assert page.locator("#question").get_by_text(labels.question, exact=True).is_visible()
        assert page.locator("#question textarea").get_attribute("placeholder") == labels.placeholder
        assert page.locator("#fresh").inner_text() == labels.new_conversation
        assert page.get_by_role("button", name=labels.download, exact=True).is_visible()
        assert page.get_by_role("link", name=labels.original).count() <= 1
        assert labels.whole_document in page.locator(".source .links").inner_text()
        assert page.locator("mark").inner_text() == quote, "the open source stays open"
        words = page.locator("body").inner_text()
        for other in LANGUAGES.values():
            if other is not labels:
                assert other.question not in words.split("\n")
                assert other.new_conversation not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_nothing_hangs_over_the_edge(
    language: str, open_page: Open, server: Server, questions: Questions
) -> None:
    page = open_page(language, width=390, height=844)
    assert overflow(page) <= 0
    ask(page, answered(server, questions[language]))
    assert overflow(page) <= 0
    drawer = page.locator(".source")
    assert not drawer.is_visible(), "the drawer comes when it is asked for"
    page.locator(CITATION).first.click()
    drawer.wait_for()
    assert overflow(page) <= 0
    box = page.locator("mark").bounding_box()
    assert box and 0 <= box["y"] < 844
    on_top = page.locator(".source nav").evaluate(
        "nav => { const box = nav.getBoundingClientRect();"
        " return nav.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); }"
    )
    assert on_top, "the question box does not lie over the drawer"
    page.locator(".source .close").click()
    drawer.wait_for(state="hidden")
    page.get_by_role("tab", name=LANGUAGES[language].documents_tab).click()
    page.locator(".listing table").wait_for()
    assert overflow(page) <= 0


def test_it_works_by_keyboard_alone(open_page: Open, server: Server, questions: Questions) -> None:
    page = open_page("en", width=700)  # narrow: the source is a drawer that has to be closed again
    page.locator("#question textarea").focus()
    page.keyboard.type(answered(server, questions["en"]))
    page.keyboard.press("Enter")
    page.locator(".turn .tools").wait_for()
    mark = page.locator(CITATION).first
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    else:
        pytest.fail("the citation cannot be reached with Tab")
    page.keyboard.press("Enter")
    page.locator(".source[data-state=open]").wait_for()
    page.wait_for_function("document.querySelector('.source').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.locator(".source").wait_for(state="hidden")
    page.wait_for_function("document.activeElement.dataset.value === '0:c:1'")


def test_previous_and_next_walk_through_the_citations(open_page: Open, server: Server, questions: Questions) -> None:
    many = next(q for samples in questions.values() for q in samples if len(server.answers[q]["citations"]) > 1)
    citations = server.answers[many]["citations"]
    page = open_page("en")
    ask(page, many)
    steps = page.locator(".source nav button")
    for citation in citations[1:]:
        steps.nth(1).click()
        page.locator(f'.source[data-key="0:c:{citation["n"]}"]').wait_for()
        assert page.locator("mark").evaluate("mark => mark.textContent") == citation["quote"]
    assert steps.nth(1).is_disabled()
    steps.nth(0).click()
    page.locator(f'.source[data-key="0:c:{citations[-2]["n"]}"]').wait_for()


def test_an_empty_question_gets_a_hint(open_page: Open) -> None:
    page = open_page("vi")
    page.locator("#question textarea").fill("   ")
    page.keyboard.press("Enter")
    page.get_by_text(LANGUAGES["vi"].empty_question).wait_for()
    assert page.locator(".turn").count() == 0


def test_a_question_that_is_too_long_gets_the_reason(open_page: Open) -> None:
    page = open_page("en")
    page.locator("#question textarea").fill("by when? " * 5_000)
    page.keyboard.press("Enter")
    page.locator(".turn .reason").wait_for()
    assert "Traceback" not in page.locator("body").inner_text()


def test_what_the_documents_do_not_say_is_said_calmly(open_page: Open) -> None:
    page = open_page("en")
    ask(page, "What is the diameter of the third moon of planet Zorblax?")
    assert page.locator(".turn .reason.not_found").is_visible()
    near = page.locator(".nearest button.line")
    if near.count():
        near.first.click()
        page.locator('.source[data-state=open][data-key^="0:n:"]').wait_for()
        assert page.locator("mark").count() == 1


def test_an_example_is_one_click(open_page: Open, questions: Questions) -> None:
    page = open_page("hi")
    page.locator(".example").nth(1).click()
    page.locator(".turn .tools").wait_for()
    assert page.locator(".asked").inner_text() == questions["hi"][1]
    page.locator("#fresh").click()
    page.locator(".turn").wait_for(state="detached")
    assert page.locator(".example").count() == len(questions["hi"])


def test_a_conversation_goes_on_and_can_be_taken_away(
    open_page: Open, server: Server, questions: Questions, tmp_path: Path
) -> None:
    page = open_page("en")
    first, second = questions["en"][:2]
    ask(page, first)
    ask(page, second)
    assert page.locator(".asked").all_inner_texts() == [first, second]
    with page.expect_download() as download:
        page.locator("[data-save]").last.click()
    download.value.save_as(tmp_path / "saved.md")
    saved = (tmp_path / "saved.md").read_text(encoding="utf-8")
    for question in (first, second):
        for citation in server.answers[question]["citations"][:1] if question == first else ():
            assert citation["document"].replace("_", "\\_") in saved
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").first.click()
    page.get_by_text(LANGUAGES["en"].copied, exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    for statement in server.answers[first]["statements"]:
        assert statement["text"] in copied


def test_a_filter_keeps_to_the_chosen_document(open_page: Open, server: Server, questions: Questions) -> None:
    page = open_page("en")
    page.locator("#scope input").click()
    options = page.get_by_role("option")
    options.first.wait_for()
    assert options.count() > 10
    options.first.click()
    page.locator("#scope .token").wait_for()
    page.keyboard.press("Escape")
    chosen = page.locator("#scope .token").inner_text().strip()
    for question in questions["en"][:2]:
        ask(page, question)
        titles = page.locator("button.line").all_inner_texts()
        assert titles, "at least the nearest passages"
        assert all(chosen.split(" · ")[-1] in title for title in titles)


def test_dark_mode_is_readable(open_page: Open, server: Server, questions: Questions) -> None:
    page = open_page("en", dark=True)
    ask(page, answered(server, questions["en"]))
    for selector in (".said", ".hint, .facts", "h1", ".asked", "mark"):
        assert contrast(page, selector) >= 4.5, selector


def test_contrast_is_enough(open_page: Open, server: Server, questions: Questions) -> None:
    page = open_page("en")
    ask(page, answered(server, questions["en"]))
    for selector in (
        ".said",
        ".heading p",
        ".facts",
        ".took",
        "button.line",
        "button.mark",
        ".asked",
        "mark",
        ".submit-button",
    ):
        assert contrast(page, selector) >= 4.5, selector
