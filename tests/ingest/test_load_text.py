"""Plain text and Markdown: encodings, wrapped lines, headings, tables, and the seeds."""

from __future__ import annotations

import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import fold
from ingest.load import load
from ingest.load_lines import classify, paragraphs
from ingest.records import Block, Loaded

VI = (
    "Sở Khoa học và Công nghệ chủ trì, phối hợp với các cơ quan liên quan triển khai kế hoạch này trước ngày 30/6/2026."
)
HI = "मंत्रालय सभी राज्यों के साथ मिलकर कार्यक्रम की समीक्षा करेगा और 15 मई 2026 से पहले रिपोर्ट प्रस्तुत करेगा।"
BN = "মন্ত্রণালয় সকল জেলার সঙ্গে মিলে কর্মসূচি পর্যালোচনা করবে এবং ১৫ মে ২০২৬ এর আগে প্রতিবেদন জমা দেবে।"
EN = "The department reviews the programme with every district and submits its report by 15 May 2026 at the latest."
LANGUAGES = [pytest.param(text, id=name) for name, text in (("vi", VI), ("hi", HI), ("bn", BN), ("en", EN))]


def loaded(folder: Path, text: str | bytes, name: str = "a.txt") -> Loaded:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)
    return load(folder / name)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [b.text for b in blocks]


def shapes(blocks: tuple[Block, ...]) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, b.text) for b in blocks]


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    assert texts(loaded(tmp_path, f"{text}\n\n{text}".encode(encoding)).blocks) == [nfc(text)] * 2


def cp1258(text: str) -> bytes:
    """Vietnamese Windows: the tone is a character of its own after the letter, which keeps its other marks."""
    result = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(c for c in parts if c not in tones)
        result.append(unicodedata.normalize("NFC", rest) + "".join(tones))
    return "".join(result).encode("cp1258")


def test_vietnamese_windows(tmp_path: Path) -> None:
    assert texts(loaded(tmp_path, cp1258(VI)).blocks) == [VI]
    page = f'<html><head><meta charset="windows-1258"></head><body><p>{VI}</p></body></html>'
    assert texts(loaded(tmp_path, cp1258(page), "a.html").blocks) == [VI]


def test_western_windows(tmp_path: Path) -> None:
    text = "Le résumé “général” a été présenté à l’assemblée; les détails suivent — élèves, étés, forêts et façades."
    assert texts(loaded(tmp_path, text.encode("cp1252")).blocks) == [text]


def test_one_damaged_byte_does_not_spoil_a_text(tmp_path: Path) -> None:
    data = bytearray((HI + "\n").encode() * 4)
    data[len(data) // 2] = 0xFF
    result = texts(loaded(tmp_path, bytes(data)).blocks)
    assert result[0] == nfc(HI) and "\ufffd" in " ".join(result)


@pytest.mark.parametrize("text", LANGUAGES)
@pytest.mark.parametrize("width", [58, 72, 90])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_wrapped_lines_become_paragraphs_again(tmp_path: Path, text: str, width: int, gap: str) -> None:
    given_paragraphs = [nfc(f"{n}. {text} {text} {text}") for n in (1, 2, 3)]
    wrapped = gap.join("\n".join(textwrap.wrap(p, width)) for p in given_paragraphs)
    assert texts(loaded(tmp_path, wrapped).blocks) == given_paragraphs


def test_lines_that_are_paragraphs_stay_apart(tmp_path: Path) -> None:
    lines = [f"{VI} {VI}", "Một dòng không có dấu chấm ở cuối", f"{HI} {HI}", "एक पंक्ति बिना विराम के", BN]
    assert texts(loaded(tmp_path, "\n".join(lines)).blocks) == [nfc(line) for line in lines]


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="aăđếकाীবক. ।\u200d0", max_size=60), max_size=12))
def test_no_word_is_lost_in_paragraphs(lines: list[str]) -> None:
    folded = [fold(line) for line in lines]
    assert "".join("".join(paragraphs(folded)).split()) == "".join("".join(folded).split())


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [
        ("Chương II", "heading", 1),
        ("Chapter 3: Duties", "heading", 1),
        ("अध्याय 2", "heading", 1),
        ("অধ্যায় ৩", "heading", 1),
        ("PHỤ LỤC", "heading", 1),
        ("Phụ lục I", "heading", 1),
        ("Mục 2. Trách nhiệm", "heading", 2),
        ("I. Mục tiêu chung", "heading", 2),
        ("Điều 3. Phạm vi điều chỉnh", "heading", 3),
        ("Article 5. Entry into force", "heading", 3),
        ("धारा 4", "heading", 3),
        ("धारा 4. प्रवर्तन", "heading", 3),
        ("ধারা ৪।", "heading", 3),
        ("ধারা ৪। প্রয়োগ", "heading", 3),
        ("TỔ CHỨC THỰC HIỆN", "heading", 1),
        ("Điều 3. Sở Nội vụ báo cáo trước ngày 30/6/2026.", "paragraph", 0),
        ("Điều 4. Quyết định này có hiệu lực kể từ ngày ký", "paragraph", 0),
        ("Article 5. The department shall report monthly", "paragraph", 0),
        ("धारा 4. मंत्रालय 15 मई 2026 से पहले रिपोर्ट देगा।", "paragraph", 0),
        ("ধারা ৪। মন্ত্রণালয় প্রতি মাসে প্রতিবেদন দেবে।", "paragraph", 0),
        ("Điều 3 Nghị định này quy định mức thu", "paragraph", 0),
        ("điều 3. của Nghị định", "paragraph", 0),
        ("1. Các sở rà soát.", "item", 0),
        ("1.2. Chỉ tiêu", "item", 0),
        ("a) Việc một;", "item", 0),
        ("đ) Việc năm;", "item", 0),
        ("- Như trên;", "item", 0),
        ("• Point", "item", 0),
        ("(क) पहला कार्य", "item", 0),
        ("(ক) প্রথম কাজ", "item", 0),
        ("খ) দ্বিতীয় কাজ", "item", 0),
        ("२. दूसरा कार्य", "item", 0),
        ("১। প্রথম কাজ", "item", 0),
        ("1.5 tỷ đồng được bố trí", "paragraph", 0),
        ("2026. Năm bản lề", "paragraph", 0),
        ("Nghị quyết được ban hành.", "paragraph", 0),
    ],
)
def test_classify(line: str, kind: str, level: int) -> None:
    assert classify(nfc(line)) == (kind, level)


def test_an_official_text(tmp_path: Path) -> None:
    wrapped = "\n".join(textwrap.wrap(f"Điều 2. {VI}", 60))
    text = f"QUYẾT ĐỊNH:\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n{wrapped}\na) Việc một;\nb) Việc hai.\n"
    blocks = loaded(tmp_path, text).blocks
    assert shapes(blocks) == [
        ("heading", 1, "QUYẾT ĐỊNH:"),
        ("heading", 1, "Chương I QUY ĐỊNH CHUNG"),
        ("heading", 3, "Điều 1. Phạm vi"),
        ("paragraph", 0, f"Điều 2. {VI}"),
        ("item", 0, "a) Việc một;"),
        ("item", 0, "b) Việc hai."),
    ]


@pytest.mark.parametrize(
    ("label", "title", "text"),
    [
        ("अध्याय 2", "सामान्य प्रावधान", HI),
        ("অধ্যায় ৩", "সাধারণ বিধান", BN),
        ("Chương I", "Quy định chung", VI),
        ("Chapter 4", "General provisions", EN),
    ],
)
def test_a_label_takes_its_title(tmp_path: Path, label: str, title: str, text: str) -> None:
    blocks = loaded(tmp_path, f"{label}\n{title}\n{text}").blocks
    assert shapes(blocks) == [("heading", 1, nfc(f"{label} {title}")), ("paragraph", 0, nfc(text))]
    assert shapes(loaded(tmp_path, f"{label}\n{text}").blocks) == [
        ("heading", 1, nfc(label)),
        ("paragraph", 0, nfc(text)),
    ]


def test_a_number_keeps_its_hyphen_where_the_line_breaks(tmp_path: Path) -> None:
    line = "Các cơ quan thực hiện đúng nội dung của Kế hoạch số 1780/KH-"
    text = f"{line}\nUBND và báo cáo kết quả thực hiện trong cả giai đoạn 2025\n- 2028 theo đúng quy định."
    (paragraph,) = texts(loaded(tmp_path, text).blocks)
    assert "1780/KH-UBND" in paragraph and "2025 - 2028" in paragraph


def test_an_article(tmp_path: Path) -> None:
    lines = [
        "| Quang cảnh hội nghị |",
        VI,
        "* Kết quả bước đầu",
        VI,
        "* một",
        "* hai",
        "Nguồn: https://example.org/a",
        "Bình luận (0)",
    ]
    result = loaded(tmp_path, "\n".join(lines))
    assert result.source == "https://example.org/a"
    assert shapes(result.blocks) == [
        ("paragraph", 0, VI),
        ("heading", 2, "Kết quả bước đầu"),
        ("paragraph", 0, VI),
        ("item", 0, "* một"),
        ("item", 0, "* hai"),
    ]


MARKDOWN = f"""---
title: Kế hoạch mẫu
date: 2026-02-03
source: https://example.org/plan
---
# Kế hoạch

**Điều 1.** {VI}

### Điều 2. {VI}

> {EN}

- việc một
1. việc hai

![ảnh](a.png)

| TT | Nhiệm vụ | Thời hạn |
|----|:---------|----------|
| **I** | **Hạ tầng** | |
| 1  | Xây dựng nền tảng | 6/2026 |
| 2 | Mạng \\| cáp | |

Tổ chức
-------
{HI}
"""


def test_markdown(tmp_path: Path) -> None:
    result = loaded(tmp_path, MARKDOWN, "a.md")
    assert (result.title, result.source) == ("Kế hoạch mẫu", "https://example.org/plan")
    assert str(result.published) == "2026-02-03"
    assert shapes(result.blocks) == [
        ("heading", 1, "Kế hoạch"),
        ("paragraph", 0, f"**Điều 1.** {VI}"),
        ("paragraph", 0, f"Điều 2. {VI}"),
        ("paragraph", 0, EN),
        ("item", 0, "- việc một"),
        ("item", 0, "1. việc hai"),
        ("heading", 4, "**I** | **Hạ tầng**"),
        ("row", 0, "| 1 | Xây dựng nền tảng | 6/2026 |"),
        ("row", 0, "| 2 | Mạng \\| cáp | |"),
        ("heading", 2, "Tổ chức"),
        ("paragraph", 0, nfc(HI)),
    ]
    row = result.blocks[-3]
    assert row.header == ("TT", "Nhiệm vụ", "Thời hạn") and row.cells == ("2", "Mạng | cáp", "")
    file = fold(MARKDOWN)
    assert all(block.text in file for block in result.blocks)


def test_seeds(shared: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    assert files
    for path in files:
        raw = path.read_text(encoding="utf-8")
        result = load(path)
        assert all(block.text in fold(raw) for block in result.blocks)
        assert all(block.text and "\n" not in block.text for block in result.blocks)
        assert not any("(0)" in block.text or block.text.startswith("|") for block in result.blocks)
        assert (result.source or "").startswith("https://") == ("https://" in raw)
        assert not any("https://" in block.text for block in result.blocks)
        # Nothing else is missing: what was dropped are captions, the source and the counter.
        kept = sum(len(block.text) for block in result.blocks)
        assert kept > 0.97 * len(fold(raw)) - 400
