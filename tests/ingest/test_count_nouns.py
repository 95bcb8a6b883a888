"""The noun that a number counts, in the text's own words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.count_nouns import noun_behind
from ingest.numbers import counted, find_quantities


def nouns(text: str, language: str) -> list[str | None]:
    return [counted(text, quantity, language) for quantity in find_quantities(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "noun"),
    [
        ("vi", "công bố 150 bộ dữ liệu mở", "bộ dữ liệu mở"),
        ("vi", "của 42 xã, phường trước", "xã, phường"),
        ("vi", "42 xã, phường, thị trấn và", "xã, phường, thị trấn"),
        ("vi", "12 cơ sở dữ liệu chuyên ngành của tỉnh", "cơ sở dữ liệu chuyên ngành"),
        ("vi", "800 bài giảng điện tử, chia làm hai đợt", "bài giảng điện tử"),
        ("vi", "200 hợp tác xã tham gia nền tảng", "hợp tác xã"),
        ("vi", "85 điểm camera kết nối trung tâm", "điểm camera"),
        ("vi", "1.200 lượt cán bộ được bồi dưỡng", "lượt cán bộ"),
        ("vi", "50 văn bằng", "văn bằng"),
        ("vi", "ít nhất hai công chức làm đầu mối", "công chức"),
        ("en", "the 640 secondary schools of the Division", "secondary schools"),
        ("en", "all 42 communes and wards shall", "communes and wards"),
        ("en", "inspects 6 agencies and publishes its findings", "agencies"),
        ("en", "At least 12 lessons a week", "lessons"),
        ("en", "60 data sets shall be available", "data sets"),
        ("en", "14 sports facilities in June", "sports facilities"),
        ("en", "30 more schools", "schools"),
        ("en", "1 data steward within", "data steward"),
        ("hi", "24 ज़िला अस्पतालों में", "ज़िला अस्पतालों"),
        ("hi", "२४ ज़िला अस्पतालों में", "ज़िला अस्पतालों"),
        ("hi", "320 आवश्यक दवाओं का दैनिक विवरण", "आवश्यक दवाओं"),
        ("hi", "८५ सेवाएँ उपलब्ध कराई जाएँगी", "सेवाएँ"),
        ("hi", "140 नए केंद्र", "नए केंद्र"),
        ("hi", "5,600 कर्मी प्रशिक्षित", "कर्मी"),
        ("hi", "कम से कम तीन कालखंड डिजिटल सामग्री से", "कालखंड"),
        ("bn", "১২৮টি সমবায় যুক্ত হয়েছে", "সমবায়"),
        ("bn", "২৫টি যন্ত্র কেনা", "যন্ত্র"),
        ("bn", "৩৬টি প্রশিক্ষণ ক্লাস চালানোর", "প্রশিক্ষণ ক্লাস"),
        ("bn", "১৪টি পাহাড়ি গ্রামে মোবাইল", "পাহাড়ি গ্রামে"),
        ("bn", "৩১টি উপজেলা এবং", "উপজেলা"),
    ],
)
def test_what_is_counted(language: str, text: str, noun: str) -> None:
    assert nouns(text, language) == [noun]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "đạt 80 và"),
        ("vi", "số 5."),
        ("en", "over 60."),
        ("en", "5 of them"),
        ("hi", "5 में"),
        ("bn", "৫ থেকে"),
        ("vi", "5"),
    ],
)
def test_nothing_counted(language: str, text: str) -> None:
    assert nouns(text, language) == [None]


def test_what_is_counted_is_found_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "150 bộ dữ liệu mở của tỉnh")
    assert nouns(text, "vi") == [unicodedata.normalize("NFD", "bộ dữ liệu mở")]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["xã", "phường", "của", "schools", "and", "में", "अस्पतालों", "টি", "সমবায়", ",", "5", "được", "the"]
        ),
        max_size=12,
    ),
    st.sampled_from(["vi", "en", "hi", "bn", None]),
)
def test_it_is_a_piece_of_the_text_right_behind_the_number(words: list[str], language: str | None) -> None:
    text = "5 " + " ".join(words)
    noun = noun_behind(text, 1, language)
    if noun is not None:
        assert text.startswith(noun, 2) and noun == noun.strip() and len(noun.split()) <= 7
