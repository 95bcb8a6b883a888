"""Digits and quantities in three digit scripts and four languages."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.digits import fold, fold_digits, folded
from ingest.numbers import Quantity, find_quantities

SCRIPTS = {"latn": "0123456789", "deva": "०१२३४५६७८९", "beng": "০১২৩৪৫৬৭৮৯"}


def only(text: str, language: str | None = None) -> Quantity:
    found = find_quantities(text, language)
    assert len(found) == 1, (text, found)
    return found[0]


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_folding_digits_keeps_the_length(text: str) -> None:
    out = fold_digits(text)
    assert len(out) == len(text)
    for before, after in zip(text, out, strict=True):
        value = unicodedata.decimal(before, None)
        assert after == (before if value is None else str(value))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aAđĐễ\u0303\u0323फ़ज़\u093cয়ড়\u09bc\u200d\u200c २২-–/ \n.x"))
def test_offsets_of_the_folded_form_lead_back(text: str) -> None:
    form = folded(text)
    assert form.span(0, len(form.text))[1] == len(text)
    at = 0
    for index in range(len(form.text)):
        start, end = form.span(index, index + 1)
        assert at <= start <= end <= len(text)
        at = start


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ngày ५", "ngày 5"),
        ("ক\u200dখ", "কখ"),
        ("फ़", "\u095e"),
        ("a \n b", "A B"),
        ("Điều", unicodedata.normalize("NFD", "điều")),
    ],
)
def test_fold_makes_equal_what_reads_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "relation"),
    [
        ("vi", "1.234,5 tỷ đồng", "1234500000000", "VND", None),
        ("vi", "30,5 tỉ USD", "30500000000", "USD", None),
        ("vi", "1.234 hồ sơ", "1234", None, None),
        ("vi", "20 triệu", "20000000", None, None),
        ("vi", "5 nghìn người", "5000", "people", None),
        ("vi", "5 ngàn", "5000", None, None),
        ("vi", "30,5 ty USD", "30500000000", "USD", None),
        ("vi", "ít nhất 95%", "95", "%", ">="),
        ("vi", "tối thiểu 80 phần trăm", "80", "%", ">="),
        ("vi", "8% trở lên", "8", "%", ">="),
        ("vi", "trên 95%", "95", "%", ">"),
        ("vi", "không quá 30 ngày", "30", "days", "<="),
        ("vi", "tối đa 5 người", "5", "people", "<="),
        ("vi", "khoảng 20%", "20", "%", "~"),
        ("en", "1,234.5 million", "1234500000", None, None),
        ("en", "1.234", "1.234", None, None),
        ("en", "$20.5 billion", "20500000000", "USD", None),
        ("en", "2 crore rupees", "20000000", "INR", None),
        ("en", "5 lakh", "500000", None, None),
        ("en", "at least 95 per cent", "95", "%", ">="),
        ("en", "95% or more", "95", "%", ">="),
        ("en", "over 5 years", "5", "years", ">"),
        ("en", "no more than 30 days", "30", "days", "<="),
        ("en", "more than 2,000 people", "2000", "people", ">"),
        ("hi", "1,23,456 रुपये", "123456", "INR", None),
        ("hi", "२०.५ बिलियन अमेरिकी डॉलर", "20500000000", "USD", None),
        ("hi", "३ करोड़ रुपये", "30000000", "INR", None),
        ("hi", "2 हज़ार", "2000", None, None),
        ("hi", "2 हजार", "2000", None, None),
        ("hi", "८% या उससे अधिक", "8", "%", ">="),
        ("hi", "95% से अधिक", "95", "%", ">"),
        ("hi", "95 फीसदी से ज़्यादा", "95", "%", ">"),
        ("hi", "कम से कम 8 प्रतिशत", "8", "%", ">="),
        ("hi", "अधिकतम 30 दिन", "30", "days", "<="),
        ("hi", "लगभग 100 लोगों", "100", "people", "~"),
        ("bn", "২০.৫ বিলিয়ন মার্কিন ডলার", "20500000000", "USD", None),
        ("bn", "৫ লক্ষ টাকা", "500000", "BDT", None),
        ("bn", "৩ কোটি", "30000000", None, None),
        ("bn", "৮% বা তার বেশি", "8", "%", ">="),
        ("bn", "৯৫ শতাংশের বেশি", "95", "%", ">"),
        ("bn", "২ হাজারের বেশি", "2000", None, ">"),
        ("bn", "কমপক্ষে ৩০ দিন", "30", "days", ">="),
        ("bn", "সর্বোচ্চ ১০ জন", "10", "people", "<="),
        ("bn", "৬৩টি স্থানীয় সেতু", "63", None, None),
    ],
)
def test_quantities(language: str, text: str, value: str, unit: str | None, relation: str | None) -> None:
    found = only(text, language)
    assert (str(found.value), found.unit, found.relation) == (value, unit, relation)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 đồng chí", "5"),
        ("5 đô thị", "5"),
        ("5 ngân hàng", "5"),
        ("5 types", "5"),
        ("৫ লক্ষ্য", "5"),
        ("৫টি কমিটি", "5"),
        ("15 दिनांक", "15"),
    ],
)
def test_words_that_begin_like_a_unit(text: str, value: str) -> None:
    found = only(text)
    assert (str(found.value), found.unit, found.relation) == (value, None, None)


@pytest.mark.parametrize("text", ["COVID-19", "24/7", "H5N1", "1.2.3", "", "%", "không có số"])
def test_not_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_a_unit_behind_a_range_counts_for_both_ends() -> None:
    assert [(str(found.value), found.unit) for found in find_quantities("5-10%")] == [("5", "%"), ("10", "%")]


def test_excluded_spans_are_skipped() -> None:
    text = "ngày 15/5/2025: 63 điểm"
    assert [found.text for found in find_quantities(text, "vi", exclude=[(5, 14)])] == ["63"]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**12), st.sampled_from(sorted(SCRIPTS)), st.sampled_from(["vi", "en", "hi", "bn"]))
def test_grouped_numbers_read_back(number: int, script: str, language: str) -> None:
    western = f"{number:,}"
    head, tail = str(number)[:-3], str(number)[-3:]
    indian = tail
    while head:
        indian, head = f"{head[-2:]},{indian}", head[:-2]
    forms = [western.replace(",", ".")] if language == "vi" else [western, indian]
    for form in forms:
        text = f"x {form.translate(str.maketrans(SCRIPTS['latn'], SCRIPTS[script]))} y"
        assert only(text, language).value == Decimal(number)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"0१২%.,-/ $", "12", "tỷ ", " triệu", "लाख ", "কোটি", " से अधिक", "trên ", "đồng"]), max_size=20
    )
)
def test_spans_are_inside_in_order_and_not_empty(parts: list[str]) -> None:
    text = "".join(parts)
    at = 0
    for found in find_quantities(text, "vi"):
        assert at <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        at = found.end
