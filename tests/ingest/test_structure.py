"""Labels and section paths of official texts in four languages."""

from __future__ import annotations

import pytest

from ingest.records import Block
from ingest.structure import Label, label, marker_end, place, shorten


@pytest.mark.parametrize(
    ("text", "kind", "ordinal", "marker"),
    [
        ("Chương II", "chapter", "II", "Chương II"),
        ("CHƯƠNG I QUY ĐỊNH CHUNG", "chapter", "I", "CHƯƠNG I"),
        ("Phần thứ 2", "part", "2", "Phần thứ 2"),
        ("Mục 1. HIỆU LỰC", "section", "1", "Mục 1."),
        ("Điều 3. Sở Y tế chịu trách nhiệm.", "article", "3", "Điều 3."),
        ("**Điều 12a:** Hiệu lực", "article", "12a", "**Điều 12a:"),
        ("Khoản 2. Bãi bỏ quy định cũ.", "clause", "2", "Khoản 2."),
        ("2. Văn phòng theo dõi.", "clause", "2", "2."),
        ("1.2. Đến năm 2030", "clause", "1.2", "1.2."),
        ("1.2 Mục tiêu", "clause", "1.2", "1.2"),
        ("đ) Việc khác.", "point", "đ", "đ)"),
        ("IV. TỔ CHỨC THỰC HIỆN", "roman", "IV", "IV."),
        ("A. KẾT QUẢ", "letter", "A", "A."),
        ("Phụ lục III", "annex", "III", "Phụ lục III"),
        ("PHỤ LỤC", "annex", "", "PHỤ LỤC"),
        ("Article 5: Duties", "article", "5", "Article 5:"),
        ("Chapter 2", "chapter", "2", "Chapter 2"),
        ("Section 4 - Scope", "section", "4", "Section 4 -"),
        ("Annex B", "annex", "B", "Annex B"),
        ("(a) keep records;", "point", "a", "(a)"),
        ("(iv) file them;", "subpoint", "iv", "(iv)"),
        ("अध्याय 2", "chapter", "2", "अध्याय 2"),
        ("प्रथम अध्याय", "chapter", "", "प्रथम अध्याय"),
        ("धारा ४. विभाग रिपोर्ट देगा।", "article", "४", "धारा ४."),
        ("अनुच्छेद 5: कार्यान्वयन", "article", "5", "अनुच्छेद 5:"),
        ("खंड 3. सूची", "clause", "3", "खंड 3."),
        ("(क) सूची बनाना;", "point", "क", "(क)"),
        ("(1) पहला काम।", "clause", "1", "(1)"),
        ("परिशिष्ट 1", "annex", "1", "परिशिष्ट 1"),
        ("দ্বিতীয় অধ্যায়", "chapter", "", "দ্বিতীয় অধ্যায়"),
        ("ধারা ৪। প্রতিবেদন", "article", "৪", "ধারা ৪।"),
        ("অনুচ্ছেদ ৫. সময়সীমা", "article", "৫", "অনুচ্ছেদ ৫."),
        ("দফা ২. তালিকা", "clause", "২", "দফা ২."),
        ("১। এই আইন কার্যকর হইবে।", "clause", "১", "১।"),
        ("খ) জমা।", "point", "খ", "খ)"),
        ("পরিশিষ্ট-ক", None, "", ""),
        ("Điều 3 của Luật này quy định chi tiết.", None, "", ""),
        ("Article 5 of the Law applies to all offices.", None, "", ""),
        ("Article 5(2) applies.", None, "", ""),
        ("धारा 4 के अनुसार रिपोर्ट दी जाएगी।", None, "", ""),
        ("ধারা ৪ অনুসারে প্রতিবেদন দিতে হবে।", None, "", ""),
        ("Điều 3-5 quy định việc này.", None, "", ""),
        ("1.5 triệu người dùng.", None, "", ""),
        ("30.6.2026 là hạn.", None, "", ""),
        ("2025. Năm của dữ liệu", None, "", ""),
        ("Mục tiêu chung", None, "", ""),
        ("ড. রহমান বলেন", None, "", ""),
        ("Partly done", None, "", ""),
    ],
)
def test_labels(text: str, kind: str | None, ordinal: str, marker: str) -> None:
    found = label(text)
    if kind is None:
        assert found is None
    else:
        assert isinstance(found, Label)
        assert (found.kind, found.ordinal, text[: found.marker_end].strip()) == (kind, ordinal, marker)


def test_a_heading_may_leave_out_the_punctuation() -> None:
    assert label("Điều 3 Phạm vi điều chỉnh") is None
    found = label("Điều 3 Phạm vi điều chỉnh", heading=True)
    assert found is not None and found.ordinal == "3"


def test_marker_inside_a_text() -> None:
    text = "Đã xong. 2. Sở Y tế"
    assert marker_end(text, 9) == 11
    assert marker_end(text, 12) == 12


def paths(*blocks: Block | str) -> list[tuple[str, ...]]:
    return [each.path for each in place([b if isinstance(b, Block) else Block("paragraph", b) for b in blocks])]


def heading(text: str, level: int) -> Block:
    return Block("heading", text, level)


def test_a_vietnamese_decree() -> None:
    chapter, rules = "Chương I. QUY ĐỊNH CHUNG", "Chương II. TỔ CHỨC THỰC HIỆN"
    assert paths(
        heading("Chương I", 1),
        heading("QUY ĐỊNH CHUNG", 1),
        "Điều 1. Phạm vi điều chỉnh",
        "Nghị định này quy định về dữ liệu.",
        "Điều 2. Sở Y tế chịu trách nhiệm:",
        "1. Lập danh mục;",
        "2. Các đơn vị có trách nhiệm:",
        "h) Nộp báo cáo;",
        "i) Lưu hồ sơ.",
        "3. Báo cáo trước ngày 30/6/2026.",
        "CHƯƠNG II",
        "TỔ CHỨC THỰC HIỆN",
        "Mục 1. HIỆU LỰC",
        "Điều 3. Nghị định này có hiệu lực từ ngày 01/7/2026.",
        "Nơi nhận:",
        "Phụ lục I",
        "DANH MỤC NHIỆM VỤ",
        "(Kèm theo Nghị định này)",
        Block("row", "1 | Lập kế hoạch", header=("TT", "Nhiệm vụ"), cells=("1", "Lập kế hoạch")),
    ) == [
        (chapter,),
        (chapter,),
        (chapter, "Điều 1. Phạm vi điều chỉnh"),
        (chapter, "Điều 1. Phạm vi điều chỉnh"),
        (chapter, "Điều 2"),
        (chapter, "Điều 2", "Khoản 1"),
        (chapter, "Điều 2", "Khoản 2"),
        (chapter, "Điều 2", "Khoản 2", "Điểm h"),
        (chapter, "Điều 2", "Khoản 2", "Điểm i"),
        (chapter, "Điều 2", "Khoản 3"),
        (rules.replace("Chương", "CHƯƠNG"),),
        (rules.replace("Chương", "CHƯƠNG"),),
        (rules.replace("Chương", "CHƯƠNG"), "Mục 1. HIỆU LỰC"),
        (rules.replace("Chương", "CHƯƠNG"), "Mục 1. HIỆU LỰC", "Điều 3"),
        (rules.replace("Chương", "CHƯƠNG"), "Mục 1. HIỆU LỰC"),
        ("Phụ lục I. DANH MỤC NHIỆM VỤ",),
        ("Phụ lục I. DANH MỤC NHIỆM VỤ",),
        ("Phụ lục I. DANH MỤC NHIỆM VỤ",),
        ("Phụ lục I. DANH MỤC NHIỆM VỤ",),
    ]


def test_a_plan_numbered_without_articles() -> None:
    assert paths(
        heading("KẾ HOẠCH", 1),
        "I. MỤC ĐÍCH",
        "1. Mục tiêu chung",
        "Hoàn thành trong năm 2026.",
        "2. Mục tiêu cụ thể",
        "- Đạt 80%.",
        "1.5 triệu người dùng.",
        "II. NHIỆM VỤ",
        "1. Sở Y tế trình kế hoạch trước ngày 30/6/2026.",
        "a) Lập danh mục.",
        "2. Sở Tài chính bố trí kinh phí.",
    ) == [
        ("KẾ HOẠCH",),
        ("KẾ HOẠCH", "I. MỤC ĐÍCH"),
        ("KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Mục tiêu chung"),
        ("KẾ HOẠCH", "I. MỤC ĐÍCH", "1. Mục tiêu chung"),
        ("KẾ HOẠCH", "I. MỤC ĐÍCH", "2. Mục tiêu cụ thể"),
        ("KẾ HOẠCH", "I. MỤC ĐÍCH", "2. Mục tiêu cụ thể"),
        ("KẾ HOẠCH", "I. MỤC ĐÍCH", "2. Mục tiêu cụ thể"),
        ("KẾ HOẠCH", "II. NHIỆM VỤ"),
        ("KẾ HOẠCH", "II. NHIỆM VỤ", "1"),
        ("KẾ HOẠCH", "II. NHIỆM VỤ", "1", "a)"),
        ("KẾ HOẠCH", "II. NHIỆM VỤ", "2"),
    ]


def test_articles_in_english_hindi_and_bengali_speak_their_language() -> None:
    assert paths("Article 5. Each office reports.", "2. It keeps:", "(a) records;", "(i) signed;") == [
        ("Article 5",),
        ("Article 5", "Clause 2"),
        ("Article 5", "Clause 2", "Point a"),
        ("Article 5", "Clause 2", "Point a", "(i)"),
    ]
    assert paths("धारा 4. विभाग रिपोर्ट देगा।", "(1) पहला काम।", "(क) सूची।", "अनुच्छेद 5. समय।", "2. खंड।", "(ख) बात।") == [
        ("धारा 4",),
        ("धारा 4", "उपधारा 1"),
        ("धारा 4", "उपधारा 1", "खंड क"),
        ("अनुच्छेद 5",),
        ("अनुच्छेद 5", "खंड 2"),
        ("अनुच्छेद 5", "खंड 2", "उपखंड ख"),
    ]
    assert paths("প্রথম অধ্যায়", "প্রারম্ভিক", "ধারা ৪. বিভাগ করবে।", "২. দফা।", "(ক) তালিকা;") == [
        ("প্রথম অধ্যায়. প্রারম্ভিক",),
        ("প্রথম অধ্যায়. প্রারম্ভিক",),
        ("প্রথম অধ্যায়. প্রারম্ভিক", "ধারা ৪"),
        ("প্রথম অধ্যায়. প্রারম্ভিক", "ধারা ৪", "দফা ২"),
        ("প্রথম অধ্যায়. প্রারম্ভিক", "ধারা ৪", "দফা ২", "উপদফা ক"),
    ]


def test_recipients_stand_outside_the_last_article() -> None:
    assert paths("Điều 3. Sở Y tế làm.", "Nơi nhận:", "- Như trên;")[1:] == [(), ()]
    assert paths("धारा 7. विभाग करेगा।", "प्रतिलिपि:")[1] == ()
    assert paths("ধারা ৭। বিভাগ করবে।", "অনুলিপি:")[1] == ()


def test_headings_by_level_and_initials_that_are_no_labels() -> None:
    assert paths(
        heading("Report", 1),
        heading("Results", 2),
        "C. Smith said so.",
        heading("Details", 4),
        "Text.",
        heading("Next", 2),
    ) == [
        ("Report",),
        ("Report", "Results"),
        ("Report", "Results"),
        ("Report", "Results", "Details"),
        ("Report", "Results", "Details"),
        ("Report", "Next"),
    ]


def test_capital_letters_in_sequence_are_labels() -> None:
    assert paths("A. Results", "B. Causes", "C. Lessons", "D. Tasks")[2:] == [("C. Lessons",), ("D. Tasks",)]


def test_entries_are_short() -> None:
    (path,) = paths(heading("nhiệm vụ " * 40, 1))
    assert len(path[0]) <= 100 and path[0].endswith("…")
    assert shorten("a  b\nc") == "a b c"
