"""From blocks and files to documents: what a document says of itself, and what is embedded of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ingest.document import context, embedding_text, estimate_tokens, read_document, understand
from ingest.head import issued
from ingest.load_lines import classify
from ingest.records import Block, Document, Loaded, Passage


def blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(kind, line, level) for line in lines for kind, level in [classify(line)])


def read(*lines: str, title: str | None = None, published: date | None = None) -> Document:
    return understand(Loaded(blocks(*lines), title=title, published=published), "a.txt", "0" * 64)


VIETNAMESE = (
    "TỈNH ỦY LÂM ĐỒNG",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Số: 151-KH/TU",
    "Đà Lạt, ngày 12 tháng 5 năm 2025",
    "KẾ HOẠCH",
    "thực hiện Nghị quyết số 57-NQ/TW về dữ liệu",
    "I. MỤC ĐÍCH",
    "1. Mục tiêu chung",
    "Hoàn thành trước ngày 30/6/2026.",
    "II. NHIỆM VỤ",
    "1. Sở Y tế lập danh mục theo Quyết định số 8258-QĐ/TU.",
)


def test_a_vietnamese_plan() -> None:
    document = read(*VIETNAMESE, title="Microsoft Word - ke hoach.docx")
    assert document.language == "vi"
    assert document.title == "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW về dữ liệu"
    assert document.number == "151-KH/TU"
    assert document.date == date(2025, 5, 12)
    assert document.references == ("151-KH/TU", "57-NQ/TW", "8258-QD/TU")
    assert document.text == "\n".join(VIETNAMESE)
    task = next(p for p in document.passages if "Sở Y tế" in document.text[p.start : p.end])
    assert task.section[-1] == "II. NHIỆM VỤ" or task.section[-2:] == ("II. NHIỆM VỤ", "1")
    assert embedding_text(document, task).startswith("151-KH/TU Kế hoạch thực hiện")


@pytest.mark.parametrize(
    ("lines", "title", "number", "day"),
    [
        (
            ("भारत सरकार", "संख्या: 12/2025-ई", "दिनांक: 12 मई, 2025", "विषय: आँकड़ों का प्रबंधन", "धारा 1. विभाग रिपोर्ट देगा।"),
            "आँकड़ों का प्रबंधन",
            None,
            date(2025, 5, 12),
        ),
        (
            (
                "योजना",
                "संकल्प संख्या 57-NQ/TW के कार्यान्वयन पर",
                "संख्या: 151-KH/TU",
                "हनोई, 12 मई 2025",
                "खंड 1. विभाग रिपोर्ट देगा।",
            ),
            "योजना संकल्प संख्या 57-NQ/TW के कार्यान्वयन पर",
            "151-KH/TU",
            date(2025, 5, 12),
        ),
        (
            ("পরিকল্পনা", "তথ্য ব্যবস্থাপনা বিষয়ে", "নং: ১৫১-কেএইচ/টিইউ", "তারিখ: ১২ মে, ২০২৫", "ধারা ১. বিভাগ প্রতিবেদন দেবে।"),
            "পরিকল্পনা তথ্য ব্যবস্থাপনা বিষয়ে",
            "151-KH/TU",
            date(2025, 5, 12),
        ),
        (
            (
                "DECISION",
                "on the management of data",
                "No. 15/QD-UBND",
                "Hanoi, 12 May 2025",
                "Article 1. Each office reports.",
            ),
            "Decision on the management of data",
            "15/QD-UBND",
            date(2025, 5, 12),
        ),
        (
            (
                "ỦY BAN NHÂN DÂN TỈNH",
                "Số: 01-CV/BCĐTW",
                "V/v triển khai cơ sở dữ liệu",
                "Hà Nội, ngày 2 tháng 6 năm 2025",
                "Kính gửi:",
            ),
            "triển khai cơ sở dữ liệu",
            "01-CV/BCDTW",
            date(2025, 6, 2),
        ),
    ],
)
def test_heads_in_four_languages(lines: tuple[str, ...], title: str, number: str | None, day: date) -> None:
    document = read(*lines)
    assert document.title == title
    assert document.date == day
    if number:
        assert document.number == number


def test_a_title_that_says_what_the_document_is_about_is_preferred() -> None:
    assert (
        read(*VIETNAMESE, title="Kế hoạch số 151-KH/TU").title == "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW về dữ liệu"
    )
    lines = ("প্রজ্ঞাপন", "নং মেঘ/স্থাস/১১৮/২০২৬", "তারিখ: ২৫ জানুয়ারি ২০২৬", "বিষয়: জন্ম নিবন্ধন প্রসঙ্গে।", "ধারা ১। প্রয়োগ")
    document = read(*lines)
    assert document.title == "প্রজ্ঞাপন জন্ম নিবন্ধন প্রসঙ্গে"
    assert document.date == date(2026, 1, 25)


@pytest.mark.parametrize(
    ("lines", "title", "number"),
    [
        (
            ("GOVERNMENT OF THE DIVISION", "Circular No. EDU/31/2026", "11 February 2026", "Subject: Pupil records"),
            "Circular Pupil records",
            "EDU/31/2026",
        ),
        (
            ("प्रदेश शासन", "परिपत्र शि/१९/२०२६", "दिनांक २० फ़रवरी, २०२६", "विषय: पाठशाला के संबंध में।"),
            "परिपत्र पाठशाला के संबंध में",
            "शि/19/2026",
        ),
        (
            ("সেবা বিভাগ", "নির্দেশ নং সেবা/স্বাস্থ্য/৪৪/২০২৬", "তারিখ: ২ মার্চ ২০২৬", "বিষয়: টিকিট প্রসঙ্গে।"),
            "নির্দেশ টিকিট প্রসঙ্গে",
            "সেবা/স্বাস্থ্য/44/2026",
        ),
        (
            (
                "ỦY BAN NHÂN DÂN TỈNH",
                "Số: 15/QĐ-UBND",
                "QUYẾT ĐỊNH",
                "Về việc quản lý dữ liệu",
                "(Bản dịch)",
                "Điều 1. A",
            ),
            "Quyết định về việc quản lý dữ liệu",
            "15/QD-UBND",
        ),
    ],
)
def test_the_subject_stands_behind_the_kind_of_document(lines: tuple[str, ...], title: str, number: str) -> None:
    document = read(*lines)
    assert (document.title, document.number) == (title, number)


def test_subjects_that_are_headings() -> None:
    head = [
        Block("paragraph", "क्रमांक: शि/१९/२०२६"),
        Block("heading", "परिपत्र", 1),
        Block("heading", "विषय: पाठशाला", 1),
    ]
    document = understand(Loaded((*head, Block("paragraph", "विभाग रिपोर्ट देगा।"))), "a.docx", "")
    assert (document.title, document.number) == ("परिपत्र पाठशाला", "शि/19/2026")


def test_number_and_day_in_one_paragraph_with_the_office() -> None:
    for line in (
        "কৃষি অধিদপ্তর। স্মারক নং সেবা/কৃষি/২০৭/২০২৬। প্রকাশের তারিখ: ২০ জানুয়ারি ২০২৬।",
        "**কৃষি অধিদপ্তর** স্মারক নং সেবা/কৃষি/২০৭/২০২৬, তারিখ ২০ জানুয়ারি ২০২৬",
    ):
        document = read("কৃষি সেবার প্রতিবেদন", line)
        assert (document.number, document.date) == ("সেবা/কৃষি/207/2026", date(2026, 1, 20))


def test_a_deadline_in_a_table_is_no_date_of_issue() -> None:
    text = Block("paragraph", "The office keeps the list of the data that it holds and answers requests. " * 3)
    row = Block(
        "row", "1 | List | 30 June 2026", header=("No.", "Task", "Deadline"), cells=("1", "List", "30 June 2026")
    )
    assert understand(Loaded((Block("heading", "Data plan", 1), text, row)), "a.md", "").date is None


def test_a_heading_in_the_midst_of_a_text_is_not_its_title() -> None:
    first = "Các đại biểu dự họp tại trụ sở gồm đại diện của các sở, ban, ngành và các địa phương trong toàn tỉnh."
    middle = Block("heading", "Nghị quyết mở đường cho dữ liệu", 2)
    news = Loaded((Block("paragraph", first + " Cuộc họp kết thúc."), middle, Block("paragraph", "Nội dung.")))
    assert understand(news, "a.txt", "").title == first
    assert understand(Loaded((middle, Block("paragraph", first))), "a.txt", "").title == middle.text


def test_the_corpus_knows_its_own_numbers() -> None:
    """Each number that a file's name carries is the number that the document gives itself."""
    corpus = Path(__file__).resolve().parents[2] / "evals/corpus"
    found = {path.name: read_document(path).number for path in sorted(corpus.iterdir())}
    for name, number in found.items():
        figures = re.search(r"-(\d+)-", name)
        if figures and number:
            assert figures[1].lstrip("0") in re.findall(r"[1-9]\d*", number), name
        assert number is not None or not figures, name


def test_a_letterhead_in_a_table() -> None:
    cells = ("TỈNH ỦY Số: 151-KH/TU", "Đà Lạt, ngày 12 tháng 5 năm 2025")
    head = Block("row", "Số: 151-KH/TU | Đà Lạt, ngày 12 tháng 5 năm 2025", header=("TỈNH ỦY", "ĐẢNG"), cells=cells)
    document = understand(Loaded((head, *blocks("Điều 1. Sở Y tế báo cáo."))), "a.docx", "")
    assert (document.number, document.date) == ("151-KH/TU", date(2025, 5, 12))


def test_news_that_mentions_a_resolution_has_no_number_of_its_own() -> None:
    lines = (
        "Nghị quyết 57-NQ/TW của Bộ Chính trị đi vào cuộc sống",
        "Ngày 22/12/2024, Bộ Chính trị ban hành Nghị quyết số 57-NQ/TW về khoa học. Các địa phương đang thực hiện.",
        "Số 57-NQ/TW là văn bản quan trọng nhất trong nhiều năm qua và được các địa phương thảo luận rất kỹ.",
    )
    document = read(*lines, title=lines[0], published=date(2025, 1, 3))
    assert document.number is None
    assert document.date == date(2025, 1, 3)
    assert document.title == lines[0]


def test_a_title_gives_the_number_of_an_official_text() -> None:
    title = "Decision 15/QD-UBND on the management of data"
    assert (
        read("Article 1. Scope", "It covers data.", "Article 2. Duties", "Offices report.", title=title).number
        == "15/QD-UBND"
    )
    title = "संकल्प संख्या 57-NQ/TW के कार्यान्वयन पर योजना"
    assert read("धारा 1. सीमा", "यह लागू है।", "धारा 2. कर्तव्य", "विभाग रिपोर्ट देगा।", title=title).number is None


def test_title_from_a_heading_and_from_the_first_sentence() -> None:
    assert read("First words here.", title="scan_001.pdf").title == "First words here."
    marked = Loaded((Block("heading", "Kế hoạch dữ liệu năm 2026", 1), Block("paragraph", "Nội dung.")), title=None)
    assert understand(marked, "a.md", "").title == "Kế hoạch dữ liệu năm 2026"
    long = "Từ " * 100 + "hết. Câu sau."
    assert len(read(long).title) <= 120
    headline = "Nghị quyết về dữ liệu được thông qua"
    page = Loaded((Block("heading", headline, 1), Block("paragraph", "Nội dung.")), title=f"{headline} - Báo mẫu")
    assert understand(page, "a.html", "").title == headline


def test_context_is_short_and_prefers_the_inner_section() -> None:
    section = ("Phần thứ nhất " * 12, "Chương II. TỔ CHỨC", "Điều 3")
    line = context("Kế hoạch " * 30, Passage(0, 1, (), section))
    assert len(line) <= 200 and line.endswith("Chương II. TỔ CHỨC › Điều 3")


def test_a_row_is_embedded_with_its_header_and_cited_as_it_stands() -> None:
    row = Block(
        "row",
        "1 | Lập danh mục | Sở Y tế",
        header=("TT", "Nhiệm vụ", "Chủ trì"),
        cells=("1", "Lập danh mục", "Sở Y tế"),
    )
    document = understand(
        Loaded((Block("heading", "Phụ lục nhiệm vụ", 1), row), title="Kế hoạch dữ liệu"), "a.docx", ""
    )
    passage = document.passages[-1]
    assert document.text[passage.start : passage.end] == row.text
    assert embedding_text(document, passage).split("\n") == [
        "Kế hoạch dữ liệu › Phụ lục nhiệm vụ",
        "TT: 1; Nhiệm vụ: Lập danh mục; Chủ trì: Sở Y tế",
    ]


def test_a_heading_is_not_said_twice() -> None:
    document = read(
        "Kế hoạch về dữ liệu.", "Điều 1. Phạm vi điều chỉnh", "Văn bản này quy định về dữ liệu.", title="Kế hoạch năm"
    )
    assert embedding_text(document, document.passages[-1]).count("Phạm vi điều chỉnh") == 1


def test_the_seeds(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = read_document(path)
        assert document.language in {"hi", "bn"}
        assert document.title and len(document.sha256) == 64
        here = 0
        for passage in document.passages:
            assert not document.text[here : passage.start].strip()
            here = passage.end
            for sentence in passage.sentences:
                quoted = document.text[sentence.start : sentence.end]
                assert quoted == quoted.strip() and "\n" not in quoted
        assert not document.text[here:].strip()
        assert max(estimate_tokens([embedding_text(document, p) for p in document.passages])) <= 320
        assert "57-NQ/TW" in document.references or "06" in document.references


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Port Sagar, 2 November 2026 - The Minister set new dates for the works on the canal, which are late. " * 2,
        ),
        ("bn", "চরভাঙা, ২ নভেম্বর, ২০২৬ - খাল খননের কাজ দ্রুত শেষ করতে দপ্তরগুলোকে সময় বেঁধে দিয়েছেন মন্ত্রী। " * 2),
        ("hi", "पत्रांक: न.वि./2026/415   दिनांक: 2 नवंबर, 2026"),
        ("hi", "प्रकाशित: 2 नवंबर 2026"),
        ("bn", "প্রকাশ: ২ নভেম্বর ২০২৬"),
        ("en", "Posted on 2 November 2026"),
    ],
)
def test_the_day_stands_in_a_dateline_or_beside_the_number(language: str, line: str) -> None:
    assert issued([Block("paragraph", line.strip())], language) == date(2026, 11, 2)
