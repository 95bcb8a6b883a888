"""Characters and page furniture, in four languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import drop_noise, fold, is_noise, normalize, source_address
from ingest.records import Block


@given(st.text())
def test_normalized_text_is_nfc_and_stays_as_it_is(text: str) -> None:
    once = normalize(text)
    assert unicodedata.is_normalized("NFC", once)
    assert normalize(once) == once
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once if c != "\n")
    assert "\n" not in fold(text) and "  " not in fold(text)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Nghi\u0323\u0302 quyê\u0301t", "Nghị quyết".replace("ị", "ị\u0302")),
        ("Quyê\u0301t đi\u0323nh", "Quyết định"),
        ("\ufeffkế\u00adhoạch\u200b\u202e", "kếhoạch"),
        ("a\u00a0b\u2003c\td", "a b c d"),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("क्\u200dष और र्\u200cय", "क्\u200dष और र्\u200cय"),  # joiners decide how it is read
        ("বাংলা\x00দেশ", "বাংলাদেশ"),
    ],
)
def test_normalize(raw: str, clean: str) -> None:
    assert normalize(raw) == unicodedata.normalize("NFC", clean)


@pytest.mark.parametrize(
    "line",
    [
        "Comments (0)",
        "टिप्पणी (0)",
        "মন্তব্য (১২)",
        "Bình luận (3)",
        "3 bình luận",
        "Chia sẻ",
        "Facebook | Zalo | In bài viết",
        "শেয়ার করুন",
        "शेयर करें",
        "Xem thêm: Tỉnh mở lớp tập huấn",
        "Read more",
        "यह भी पढ़ें: नई योजना की घोषणा",
        "আরও পড়ুন: নতুন প্রকল্প",
        "Tags: chuyển đổi số, kế hoạch",
        "Trang chủ > Văn bản > Quyết định",
        "Home » News » Notices",
        "This website uses cookies to improve your visit.",
        "Trang web này sử dụng cookie để phục vụ bạn tốt hơn.",
        "© 2026 Example Portal",
        "-----",
    ],
)
def test_noise(line: str) -> None:
    assert is_noise(unicodedata.normalize("NFC", line))


@pytest.mark.parametrize(
    "line",
    [
        "Comments are due by 1 March 2026.",
        "Bình luận viên phải đăng ký trước ngày 1/3/2026.",
        "टिप्पणी करने की अंतिम तिथि 1 मार्च है।",
        "মন্তব্য জমা দেওয়ার শেষ তারিখ ১ মার্চ।",
        "Chia sẻ dữ liệu giữa các cơ quan là bắt buộc.",
        "Home affairs departments report monthly.",
        "Nguồn vốn: ngân sách tỉnh 5 tỷ đồng.",
        "In 2026 the plan is reviewed.",
        "See also: Article 5 of the Decision.",
    ],
)
def test_text_is_no_noise(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("स्रोत: https://example.org/a-1.htm", "https://example.org/a-1.htm"),
        ("সূত্র: https://example.org/b/", "https://example.org/b/"),
        ("(Nguồn: https://example.org/c).", "https://example.org/c"),
        ("Source: Example Daily, https://example.org/d", "https://example.org/d"),
        ("Nguồn: ngân sách tỉnh", None),
        ("Kế hoạch đăng tại https://example.org/e", None),
    ],
)
def test_source_address(line: str, address: str | None) -> None:
    assert source_address(line) == address


def test_noise_is_dropped_and_the_source_kept() -> None:
    lines = [
        "Toàn văn.",
        "Nguồn: ngân sách tỉnh.",
        "Chia sẻ",
        "Nguồn: https://example.org/x",
        "Nguồn: Báo Mẫu",
        "Bình luận (0)",
    ]
    blocks, source = drop_noise(Block("paragraph", line) for line in lines)
    assert [b.text for b in blocks] == ["Toàn văn.", "Nguồn: ngân sách tỉnh."]
    assert source == "https://example.org/x"


def test_rows_are_never_noise() -> None:
    row = Block("row", "Comments | 0", header=("Item", "Count"), cells=("Comments", "0"))
    assert drop_noise([row, Block("row", "Tags: a")])[0][0] == row


@pytest.mark.parametrize("line", ["home" + " > a" * 2000, "share " * 3000, "-" * 50_000 + "x"])
def test_long_lines_take_no_time(line: str) -> None:
    assert not is_noise(line)
