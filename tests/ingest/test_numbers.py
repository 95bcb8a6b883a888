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


@settings(max_examples=200)
@given(st.text())
def test_folding_digits_keeps_the_length(text: str) -> None:
    out = fold_digits(text)
    assert len(out) == len(text)
    for before, after in zip(text, out, strict=True):
        value = unicodedata.decimal(before, None)
        assert after == (before if value is None else str(value))


@settings(max_examples=200)
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
        ("vi", "1,5 nghìn tỷ đồng", "1500000000000", "VND", None),
        ("vi", "1 tỷ 200 triệu đồng", "1200000000", "VND", None),
        ("vi", "không quá 10 phút", "10", "minutes", "<="),
        ("vi", "15 ngày làm việc", "15", "working days", None),
        ("vi", "120 km", "120", "km", None),
        ("vi", "35 ha", "35", "ha", None),
        ("vi", "trong vòng 24 giờ", "24", "hours", "<="),
        ("en", "within 2 weeks", "2", "weeks", "<="),
        ("en", "2.5 lakh crore rupees", "2500000000000", "INR", None),
        ("en", "12.8 billion dong", "12800000000", "VND", None),
        ("en", "1,23,45,678 rupees", "12345678", "INR", None),
        ("en", "must not exceed 2%", "2", "%", "<="),
        ("hi", "2 खरब रुपये", "200000000000", "INR", None),
        ("hi", "7 कार्य दिवस", "7", "working days", None),
        ("hi", "20 मिनट से अधिक नहीं", "20", "minutes", "<="),
        ("hi", "60% से कम न हो", "60", "%", ">="),
        ("hi", "6 घंटे के भीतर", "6", "hours", "<="),
        ("bn", "৯ কোটি ৬০ লাখ টাকা", "96000000", "BDT", None),
        ("bn", "১ কোটি ৫০ লাখ ডং", "15000000", "VND", None),
        ("bn", "৫ কর্মদিবস", "5", "working days", None),
        ("bn", "১৫ মিনিটের বেশি হবে না", "15", "minutes", "<="),
        ("bn", "৬০ শতাংশের কম হবে না", "60", "%", ">="),
        ("bn", "শতকরা ১ ভাগের বেশি হওয়া চলবে না", "1", "%", "<="),
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


@pytest.mark.parametrize(
    ("language", "text", "value", "high", "unit"),
    [
        ("vi", "5-10%", "5", "10", "%"),
        ("vi", "từ 5 đến 7%", "5", "7", "%"),
        ("vi", "từ 5% đến 7%", "5", "7", "%"),
        ("vi", "từ 5 đến 7 xã", "5", "7", None),
        ("vi", "2 - 3 tỷ đồng", "2000000000", "3000000000", "VND"),
        ("vi", "tu 5 den 7%", "5", "7", "%"),
        ("en", "between 5 and 7 per cent", "5", "7", "%"),
        ("en", "5 to 7%", "5", "7", "%"),
        ("en", "from 64% to 80%", "64", "80", "%"),
        ("hi", "५ से ७ प्रतिशत", "5", "7", "%"),
        ("hi", "5 और 7 प्रतिशत के बीच", "5", "7", "%"),
        ("bn", "৫ থেকে ৭ শতাংশ", "5", "7", "%"),
        ("bn", "৫–৭ %", "5", "7", "%"),
    ],
)
def test_ranges(language: str, text: str, value: str, high: str, unit: str | None) -> None:
    found = only(text, language)
    assert (str(found.value), str(found.high), found.unit, found.relation) == (value, high, unit, None)
    assert found.numbers == (Decimal(value), Decimal(high))


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "relation"),
    [
        ("vi", "tăng 10%", "10", "%", "increase"),
        ("vi", "giảm ít nhất 30% thời gian", "30", "%", "decrease"),
        ("vi", "tăng thêm khoảng 8%", "8", "%", "increase"),
        ("vi", "tăng 21 điểm phần trăm", "21", "pp", "increase"),
        ("vi", "giam 30%", "30", "%", "decrease"),
        ("en", "cut processing time by at least 30%", "30", "%", "decrease"),
        ("en", "an increase of 10 per cent", "10", "%", "increase"),
        ("en", "a 30% reduction", "30", "%", "decrease"),
        ("en", "21 percentage points higher", "21", "pp", "increase"),
        ("hi", "10% की वृद्धि", "10", "%", "increase"),
        ("hi", "३०% कम करना", "30", "%", "decrease"),
        ("hi", "21 प्रतिशत अंक अधिक", "21", "pp", "increase"),
        ("bn", "২১ শতাংশ বিন্দু বেশি", "21", "pp", "increase"),
        ("bn", "প্রায় ৮% বেড়েছে", "8", "%", "increase"),
        ("bn", "৩০ শতাংশ কমাতে হবে", "30", "%", "decrease"),
        ("vi", "tăng lên 80%", "80", "%", None),
        ("vi", "giảm xuống còn 20 phút", "20", "minutes", None),
        ("en", "30 more schools", "30", None, None),
        ("hi", "60 प्रतिशत अंक लाना", "60", "%", None),
    ],
)
def test_by_how_much_something_changes(
    language: str, text: str, value: str, unit: str | None, relation: str | None
) -> None:
    found = only(text, language)
    assert (str(found.value), found.unit, found.relation, found.base) == (value, unit, relation, None)


@pytest.mark.parametrize(
    ("language", "text", "value", "base", "relation"),
    [
        ("vi", "tăng từ 64% lên 80%", "80", "64", "increase"),
        ("vi", "rút ngắn từ 52 phút xuống còn 20 phút", "20", "52", "decrease"),
        ("vi", "nâng tỷ lệ từ 64% đến 80%", "80", "64", "increase"),
        ("en", "raise the share from 64% to 80%", "80", "64", "increase"),
        ("en", "reduced from 52 minutes to 20 minutes", "20", "52", "decrease"),
        ("en", "from 80% to 64%", "64", "80", "decrease"),
        ("hi", "64% से बढ़ाकर 80%", "80", "64", "increase"),
        ("hi", "५२ मिनट से घटाकर २० मिनट", "20", "52", "decrease"),
        ("bn", "৬৪ শতাংশ থেকে বাড়িয়ে ৮০ শতাংশ", "80", "64", "increase"),
        ("bn", "৬৪ শতাংশ থেকে ৮০ শতাংশে উন্নীত", "80", "64", "increase"),
    ],
)
def test_from_one_level_to_another(language: str, text: str, value: str, base: str, relation: str) -> None:
    found = only(text, language)
    assert (str(found.value), str(found.base), found.relation, found.high) == (value, base, relation, None)
    assert set(found.numbers) == {Decimal(value), Decimal(base)}


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(sorted(SCRIPTS)), st.sampled_from(["NFC", "NFD"]))
def test_the_ends_of_a_range_read_back(low: int, more: int, script: str, composition: str) -> None:
    for language, form in (
        ("vi", "từ {} đến {} ha"),
        ("en", "{}-{} km"),
        ("hi", "{} से {} प्रतिशत"),
        ("bn", "{} থেকে {} টাকা"),
    ):
        text = form.format(low, low + more).translate(str.maketrans(SCRIPTS["latn"], SCRIPTS[script]))
        found = only(unicodedata.normalize(composition, text), language)
        assert (found.value, found.high) == (low, low + more)


@settings(max_examples=150)
@given(st.integers(1, 999), st.integers(1, 99), st.integers(1, 99), st.sampled_from(sorted(SCRIPTS)))
def test_sums_of_crore_lakh_and_thousand_read_back(crore: int, lakh: int, thousand: int, script: str) -> None:
    expected = crore * 10**7 + lakh * 10**5 + thousand * 1000
    for form in ("{} crore {} lakh {} thousand rupees", "{} करोड़ {} लाख {} हज़ार रुपये", "{} কোটি {} লাখ {} হাজার টাকা"):
        text = form.format(crore, lakh, thousand).translate(str.maketrans(SCRIPTS["latn"], SCRIPTS[script]))
        found = only(text)
        assert (found.value, found.text) == (expected, text)


@pytest.mark.parametrize(
    ("text", "value", "unit", "relation"),
    [
        ("ít nhất hai công chức", "2", None, ">="),
        ("at least six agencies", "6", None, ">="),
        ("कम से कम तीन कालखंड", "3", None, ">="),
        ("কমপক্ষে দুইটি কক্ষ", "2", None, ">="),
        ("ten minutes", "10", "minutes", None),
        ("five million people", "5000000", "people", None),
        ("दो करोड़ रुपये", "20000000", "INR", None),
        ("hơn một nửa số xã", "50", "%", ">"),
        ("two thirds of the schools", "66.67", "%", None),
        ("एक तिहाई विद्यालय", "33.33", "%", None),
        ("এক-চতুর্থাংশ", "25", "%", None),
    ],
)
def test_numbers_in_words_where_they_surely_count(
    text: str, value: str, unit: str | None, relation: str | None
) -> None:
    found = only(text)
    assert (str(found.value), found.unit, found.relation) == (value, unit, relation)


@pytest.mark.parametrize(
    "text",
    ["one of them", "một trong những", "đầu tư", "the first half of the year", "एक बार", "hai bên", "5G", "10th"],
)
def test_words_and_letters_that_are_no_numbers(text: str) -> None:
    assert find_quantities(text) == []


def test_no_number_is_beyond_the_precision_of_decimals() -> None:
    for text in ("12 tỷ tỷ tỷ tỷ", "9" * 24 + " crore crore", "999 trillion trillion trillion dollars"):
        assert only(text, "vi").value.adjusted() < 24


def test_excluded_spans_are_skipped() -> None:
    text = "ngày 15/5/2025: 63 điểm"
    assert [found.text for found in find_quantities(text, "vi", exclude=[(5, 14)])] == ["63"]


@settings(max_examples=150)
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


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *"0१২%.,-/ $",
                "12",
                "tỷ ",
                " triệu",
                "लाख ",
                "কোটি",
                " से अधिक",
                "trên ",
                "đồng",
                " đến ",
                " lên ",
                "from ",
                " to ",
                "एक ",
                "half of",
                " থেকে ",
                "giảm ",
                " बढ़ाकर ",
            ]
        ),
        max_size=20,
    )
)
def test_spans_are_inside_in_order_and_not_empty(parts: list[str]) -> None:
    text = "".join(parts)
    at = 0
    for found in find_quantities(text, "vi"):
        assert at <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        at = found.end
