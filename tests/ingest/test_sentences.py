"""Sentences and clauses in four languages, and what holds for any text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sentences import LONGEST_SENTENCE, cut, split_clauses, split_sentences

# "¦" stands where a sentence ends; the texts are joined again without it.
CASES = [
    # Vietnamese
    "Tỷ lệ đạt 1.5 lần, tức 1.234,5 tỷ đồng trước ngày 30.6.2026.¦Đến 15.5 đạt 85%.¦Sở Y tế báo cáo trước 30/6.¦Xong",
    "TP. Hồ Chí Minh, Q. 1 và P. Bến Nghé thực hiện.¦GS.TS. Nguyễn Văn A. chủ trì cùng ThS. Lê B. và TT. Huế.",
    "Trách nhiệm của UBND.¦Các sở, ngành, v.v. phối hợp.¦Rà soát thủ tục, v.v.¦Ủy ban phê duyệt.",
    "Việc đã xong.¦Sau đó báo cáo.¦Hạn là ngày 30. 6. 2026 nhé.",
    "“Phải làm ngay.”¦Các đơn vị đã nhận việc... rồi báo lại…¦Hết.",
    "Dự án nhóm B.¦Chủ đầu tư lập hồ sơ (xem Điều 5. Luật này) trong quý I.¦Hết năm 2025.¦Năm 2026 tiếp tục.",
    "Cán bộ hỏi: “Khi nào xong?” và chờ.¦Làm đi!¦Được chứ?¦Được.",
    "Xem https://vi.du.vn/a.b?c=d.e và thu@vi.du.vn.¦Hết.",
    "1. Lập danh mục.¦2. Trình ban hành.¦a) Nộp báo cáo.¦b) Lưu hồ sơ.",
    "Điều 3. Sở Y tế chịu trách nhiệm.¦Văn phòng theo dõi.",
    "1.2. Đến năm 2030 đạt 100%.¦Giữ vững kết quả.",
    "IV. Tổ chức thực hiện.¦Các sở làm theo.",
    # Hindi
    "विभाग 15.5 प्रतिशत तक पहुँचा है ।¦यह 30.6.2026 तक पूरा होगा।¦लक्ष्य 100%।¦समाप्त",
    "डॉ. राव ने रु. 500 दिए।¦सं. 57-NQ/TW और क्र. 5 देखें।¦यह 2030 ई. तक चलेगा।",
    "धारा 4. विभाग रिपोर्ट देगा।¦फिर समीक्षा होगी॥¦क्या यह हुआ?¦हाँ!¦ठीक है.¦आगे देखें.",
    "एस. के. राव आए।¦“काम तुरंत करें।”¦सब सहमत हुए।",
    "(क) सूची बनाना।¦(ख) जमा करना।",
    # Bengali
    "ধারা ৪. ড. রহমান ও মো. করিম নং. ৫ জারি করেন।¦ডা. সেন এলেন ।¦হার ১.৫ শতাংশ।¦শেষ",
    "১। (১) এই আইন কার্যকর হইবে।¦(২) ইহা প্রকাশিত হইবে।",
    "“কাজ এখনই করুন।”¦সবাই রাজি হন।¦৩০.৬.২০২৬ এর মধ্যে শেষ হবে?¦হ্যাঁ!",
    'সভায় "এগিয়ে চলো!" স্লোগান ওঠে।¦পরে "কাজ শেষ।" বলেন তিনি।',
    # English
    "Article 5. Each office reports.¦See No. 5, Art. IV, e.g. this, i.e. that, and plans, tasks, etc. in full.",
    "Mr. N. V. Lee of the U.S. office agreed.¦It cost Rs. 500 vs. 1.5 million.¦No. It did not.".replace(
        "No. It", "No.¦It"
    ),
    "“Is it done?” he asked.¦It is due on Sept. 3.¦The plan is in Group A. The rest follows.".replace(
        "A. The", "A.¦The"
    ),
    "(a) keep records.¦(b) file them [12].¦Then wait... and see.¦The end!",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentence_ends(marked: str) -> None:
    expected = [part.strip() for part in marked.split("¦")]
    for glue in (" ", "  "):
        text = glue.join(expected)
        assert [text[s:e] for s, e in split_sentences(text)] == expected


def test_a_missing_blank_after_a_full_stop() -> None:
    text = "Các sở đã làm xong.Sau đó báo cáo UBND.TP.HCM tại a.Vn.Hết"
    assert next(text[s:e] for s, e in split_sentences(text)) == "Các sở đã làm xong."
    text = "सूची बनाएँ।जमा करें।"
    assert [text[s:e] for s, e in split_sentences(text)] == ["सूची बनाएँ।", "जमा करें।"]


def test_what_is_only_marks_goes_with_its_neighbour() -> None:
    text = "यह है। । ।"
    assert split_sentences(text) == [(0, len(text))]
    assert split_sentences("।") == [(0, 1)]
    assert split_sentences(" \n ") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lập danh mục; trình ban hành (gồm a; b) ; theo dõi",
            ["Lập danh mục;", "trình ban hành (gồm a; b) ;", "theo dõi"],
        ),
        ("सूची बनाना; “क; ख” देना; और भेजना।", ["सूची बनाना;", "“क; ख” देना;", "और भेजना।"]),
        ("তালিকা করা; এবং পাঠানো।", ["তালিকা করা;", "এবং পাঠানো।"]),
        ("keep one (unclosed; keep two", ["keep one (unclosed;", "keep two"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in split_clauses(text)] == expected


def test_long_sentences_are_cut_at_the_best_place() -> None:
    words = " ".join(["nhiệm vụ chuyển đổi số"] * 60)
    text = f"{words}; {words}, {words}; {words}."
    pieces = [text[s:e] for s, e in split_sentences(text)]
    assert all(len(piece) <= LONGEST_SENTENCE for piece in pieces)
    assert [piece[-1] for piece in pieces] == [";", ",", ";", "."]


def test_cutting_never_parts_a_letter_from_its_marks() -> None:
    text = "क्षि" * 50
    for _, end in cut(text, (0, len(text)), lambda s, e: e - s <= 7)[:-1]:
        assert unicodedata.category(text[end])[0] != "M"
        assert text[end - 1] != "\u094d"


MIXED = """Sở Y tế ban hành Điều 3. kế hoạch trước 30/6/2026. TP. v.v. 1.5 85%. “Xong.” đ) xong.Sau (a; b). I. a)
विभाग डॉ. देगा। 57-एनक्यू/टीडब्ल्यू है । सं. १.५ ॥ (क) ज़रूरी বিভাগ ড. করবে। ৫৭-এনকিউ হবে? নং. ১। সময় য়ে 🙂 \u200b ”
The office No. 5 shall report. "Done!" e.g. U.S. https://a.vn/b.c a@b.vn ... … ; : , . ? ! ( ) " ' | - ●"""
WORDS = st.sampled_from([*MIXED.split(), " ", "\n", "\n\n", "\n- "])
TEXTS = st.one_of(
    st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=30).map("".join), st.text(max_size=80)
)


@settings(max_examples=300)
@given(TEXTS)
def test_every_visible_character_stands_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert spans == split_sentences(text)
    here = 0
    for start, end in spans:
        assert start >= here and end > start
        assert not text[here:start].strip()
        assert text[start:end] == text[start:end].strip()
        here = end
    assert not text[here:].strip()
    clauses = split_clauses(text)
    assert "".join("".join(text[s:e].split()) for s, e in clauses) == "".join(text.split())


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_composed_and_decomposed_text_have_the_same_sentences(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    expected = [composed[s:e] for s, e in split_sentences(composed)]
    assert [unicodedata.normalize("NFC", decomposed[s:e]) for s, e in split_sentences(decomposed)] == expected


def test_a_long_line_takes_no_longer_than_its_length() -> None:
    for unit in ("a", "a.b", "x@", '."', "( ", "1. ", "है। ", "क"):
        split_sentences(unit * (200_000 // len(unit)))


@pytest.mark.parametrize("language", ["en", "hi", "bn", "vi"])
def test_aligned_news_sentences_are_found_again(shared: Path, language: str) -> None:
    lines = [
        line.strip() for line in (shared / f"data/ntrex_dev/{language}.txt").read_text(encoding="utf-8").splitlines()
    ]
    ended = found = 0
    for i in range(0, len(lines) - 4, 5):
        group = lines[i : i + 5]
        ends = {end for _, end in split_sentences(" ".join(group))}
        place = -1
        for line in group[:-1]:
            place += 1 + len(line)
            if re.search(r"[.।?!…][\"'”’)»\s]*$", line):  # headlines have no mark at their end
                ended += 1
                found += place in ends
    assert ended > 700
    assert found / ended >= 0.985
