"""What is checked before anything is said: the source's own words, and its own numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.answer import Citation, Statement
from assistant.verify import supported, verified
from tests.assistant.small import LANGUAGES, citation

TEXTS = {
    "en": "Directive 07/CT-UBND.\nEvery department shall file 85% of its records online by 15 May 2025. "
    "The cost of 1,250 million VND follows Decision 1125/QD-UBND. Progress is reported every month.",
    "vi": "Chỉ thị 07/CT-UBND.\nCác sở nộp trực tuyến 85% hồ sơ chậm nhất ngày 15/5/2025. "
    "Kinh phí 1.250 triệu đồng theo Quyết định 1125/QĐ-UBND. Tiến độ báo cáo hằng tháng.",
    "hi": "निर्देश ०७/सीटी-यूबीएनडी।\nसभी विभाग १५ मई, २०२५ तक ८५% अभिलेख ऑनलाइन जमा करेंगे। "
    "निर्णय 1125/QĐ-UBND के अनुसार लागत १,२५० मिलियन है। प्रगति हर महीने बताई जाएगी।",
    "bn": "নির্দেশ ০৭/CT-UBND।\nসব দপ্তর ১৫ মে, ২০২৫-এর মধ্যে ৮৫% নথি অনলাইনে জমা দেবে। "
    "সিদ্ধান্ত নং ১১২৫/QĐ-UBND অনুযায়ী ব্যয় ১,২৫০ মিলিয়ন। প্রতি মাসে অগ্রগতি জানাতে হবে।",
}
OTHER = "x" * 400


def stored(name: str) -> str:
    return {**{f"{language}.txt": text for language, text in TEXTS.items()}, "other.txt": OTHER}[name]


def cite(language: str, start: int, end: int) -> Citation:
    quote = TEXTS[language][start:end]
    return Citation(1, f"{language}.txt", "", None, language, quote, start, end, None, "")


def holds(one: Citation, text: str | None = None) -> bool:
    statement = Statement(one.quote if text is None else text, (one.n,), "quote")
    kept, used = verified([statement], [one], stored)
    assert (len(kept), len(used)) in ((0, 0), (1, 1))
    return bool(kept)


@st.composite
def genuine(draw: st.DrawFn) -> Citation:
    language = draw(st.sampled_from(LANGUAGES))
    start = draw(st.integers(0, len(TEXTS[language]) - 12))
    return cite(language, start, draw(st.integers(start + 8, len(TEXTS[language]))))


@given(genuine())
def test_the_source_s_own_words_hold(one: Citation) -> None:
    assert holds(one)


@settings(max_examples=200)
@given(genuine(), st.data())
def test_forged_citations_are_refused(one: Citation, data: st.DataObject) -> None:
    """Offsets, words or document changed in any way that does not by chance give the same words again."""
    what = data.draw(st.sampled_from(["offsets", "words", "document"]))
    if what == "offsets":
        by = data.draw(st.tuples(st.integers(-3, 3), st.integers(-3, 3)))
        forged = replace(one, start=one.start + by[0], end=one.end + by[1])
        assume(by != (0, 0) and forged.start >= 0 and forged.end <= len(stored(one.document)))
        assume(stored(one.document)[forged.start : forged.end] != one.quote)
    elif what == "words":
        at = data.draw(st.integers(0, len(one.quote) - 1))
        char = data.draw(st.sampled_from([*"a0 .ạिা", ""]))
        forged = replace(one, quote=one.quote[:at] + char + one.quote[at + 1 :])
        assume(forged.quote != one.quote)
    else:
        others = [f"{language}.txt" for language in LANGUAGES if language != one.language]
        forged = replace(one, document=data.draw(st.sampled_from(["other.txt", *others])))
        assume(stored(forged.document)[one.start : one.end] != one.quote)
    assert not holds(forged, text=one.quote)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("first", "last"), [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)])
def test_offsets_that_are_off_by_one_are_refused(language: str, first: int, last: int) -> None:
    text = TEXTS[language]
    one = cite(language, text.index("\n") + 1, len(text) - 30)
    assert holds(one)
    assert not holds(replace(one, start=one.start + first, end=one.end + last))


@pytest.mark.parametrize("form", ["negative", "beyond"])
def test_offsets_outside_the_text_are_refused(form: str) -> None:
    text = TEXTS["en"]
    if form == "negative":
        assert not holds(replace(cite("en", 30, 60), start=30 - len(text), end=60 - len(text)))
    else:
        assert not holds(replace(cite("en", 60, len(text)), end=len(text) + 1000))


def test_an_empty_quote_supports_nothing() -> None:
    assert not holds(cite("en", 5, 5), text="")


def test_a_statement_without_or_with_an_unknown_citation_is_dropped() -> None:
    one = citation(TEXTS["en"], "by 15 May 2025", document="en.txt")
    for marks in ((), (7,), (1, 7)):
        assert verified([Statement("by 15 May 2025", marks, "generated")], [one], stored) == ([], [])


def test_what_fails_goes_with_its_citation_and_the_rest_stays() -> None:
    good = citation(TEXTS["vi"], "85% hồ sơ", 1, "vi.txt", "vi")
    forged = replace(citation(TEXTS["hi"], "८५% अभिलेख", 2, "hi.txt", "hi"), start=0)
    statements = [Statement(good.quote, (1,), "quote"), Statement(forged.quote, (2,), "quote")]
    assert verified(statements, [good, forged], stored) == (statements[:1], [good])


SAID = {
    "date": [
        "by 15 May 2025",
        "chậm nhất ngày 15/5/2025",
        "१५ मई, २०२५ तक",
        "১৫ মে ২০২৫-এর মধ্যে",
        "15 मई 2025 तक",
        "2025-05-15",
    ],
    "percent": ["85%", "85 percent", "८५%", "৮৫ শতাংশ", "८५ प्रतिशत", "85 phần trăm"],
    "document": ["Decision 1125/QD-UBND", "Quyết định số 1125/QĐ-UBND", "निर्णय ११२५/QĐ-UBND", "সিদ্ধান্ত নং ১১২৫/QD-UBND"],
    "recurrence": ["every month", "hằng tháng", "हर महीने", "প্রতি মাসে"],
}
CHANGED = {
    "date": ["by 16 May 2025", "chậm nhất ngày 15/6/2025", "१५ मई, २०२६ तक", "১৪ মে ২০২৫-এর মধ্যে", "2025-05-16"],
    "percent": ["86%", "58 percent", "८४%", "৯৫ শতাংশ", "at least 8.5%"],
    "document": ["Decision 1126/QD-UBND", "Quyết định số 1125/QĐ-TTg", "निर्णय ११५२/QĐ-UBND", "সিদ্ধান্ত নং ১১২৪/QD-UBND"],
    "recurrence": ["every week", "hằng quý", "हर साल", "প্রতিদিন"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(SAID))
def test_values_hold_in_every_script_and_spelling(language: str, kind: str) -> None:
    whole = cite(language, 0, len(TEXTS[language]))
    for said in SAID[kind]:
        assert supported(f"– {said} –", [whole]), said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(CHANGED))
def test_changed_values_are_refused(language: str, kind: str) -> None:
    whole = cite(language, 0, len(TEXTS[language]))
    for said in CHANGED[kind]:
        assert not supported(f"– {said} –", [whole]), said
    assert not holds(whole, CHANGED[kind][0])


@given(st.sampled_from(LANGUAGES), st.integers(1, 9999))
def test_a_figure_holds_only_where_the_source_has_it(language: str, value: int) -> None:
    whole = cite(language, 0, len(TEXTS[language]))
    assert supported(f"exactly {value}% of them", [whole]) == (value == 85)


def test_a_value_must_stand_in_what_the_statement_cites_not_elsewhere() -> None:
    cited = citation(TEXTS["en"], "Progress is reported every month.", document="en.txt")
    assert supported("Progress: every month", [cited])
    assert not supported("Progress: 85%", [cited])
    assert supported("Progress: 85%", [cited, replace(citation(TEXTS["en"], "85% of its", document="en.txt"), n=2)])


@pytest.mark.parametrize(
    "said", ["5 May 2025", "file 8", "5% of its records", "125/QD-UBND", "250 million VND", "by 15 May 202"]
)
def test_a_number_cut_out_of_a_longer_one_is_refused(said: str) -> None:
    assert said in TEXTS["en"]
    assert not supported(said, [cite("en", 0, len(TEXTS["en"]))])


@pytest.mark.parametrize("said", ["only after 15 May 2025", "from 15 May 2025 on", "85 people"])
def test_a_value_turned_into_another_is_refused(said: str) -> None:
    assert not supported(said, [cite("en", 0, len(TEXTS["en"]))])


RANGES = {
    "vi": "Giảm từ 5 đến 7% số hộ nghèo; báo cáo trước ngày 20 hằng tháng.",
    "hi": "निर्धन परिवार 5 से 7% घटाए जाएँगे; हर महीने की 20 तारीख से पहले रिपोर्ट दी जाएगी।",
    "bn": "দরিদ্র পরিবার ৫ থেকে ৭% কমানো হবে; প্রতি মাসের ২০ তারিখের মধ্যে প্রতিবেদন দিতে হবে।",
    "en": "Poor households fall by 5 to 7%; reports are due by the 20th of every month.",
}


def bears_out(language: str, said: str) -> bool:
    quote = RANGES[language]
    return supported(said, [Citation(1, "a.txt", "", None, language, quote, 0, len(quote), None, "")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ends_of_a_range_and_the_day_of_what_recurs_must_be_given(language: str) -> None:
    assert bears_out(language, "The rate is cut by 5% to 7%.") and bears_out(language, "At least 5% of them, or 7%.")
    assert not bears_out(language, "The rate is cut by 5% to 9%.") and not bears_out(language, "Between 4 and 7%.")
    assert bears_out(language, "A report is sent every month.")
    assert bears_out(language, "A report is sent on the 20th of every month.")
    assert not bears_out(language, "A report is sent on the 25th of every month.")
