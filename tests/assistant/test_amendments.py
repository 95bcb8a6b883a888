"""What an amendment takes the place of, in the forms that amendments have; and values that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.validity import amendments
from tests.assistant.library import directive, library

LIBRARIES = directive(
    "31/KH-UBND", "12/2/2026", "KẾ HOẠCH", "Phát triển thư viện số",
    "I. CHỈ TIÊU",
    "1. Tỷ lệ sách được số hóa đạt tối thiểu 40%.",
    "II. NHIỆM VỤ",
    "1. Thư viện",
    "a) Sở Văn hóa chủ trì số hóa 5.000 đầu sách trước ngày 30/6/2026.",
    "b) Sở Tài chính bố trí kinh phí trước ngày 15/3/2026.",
    "2. Trường học",
    "a) Sở Giáo dục và Đào tạo kết nối thư viện của các trường trước ngày 31/8/2026.",
    "b) Công an tỉnh thẩm định an toàn thông tin trước ngày 31/7/2026.",
)  # fmt: skip
MUSEUMS = directive(
    "32/KH-UBND", "13/2/2026", "KẾ HOẠCH", "Phát triển bảo tàng",
    "II. NHIỆM VỤ",
    "1. Bảo tàng",
    "a) Sở Văn hóa sửa chữa mái nhà bảo tàng trước ngày 30/5/2026.",
    "b) Sở Xây dựng nghiệm thu công trình trước ngày 30/6/2026.",
)  # fmt: skip
PLANS = {"libraries.txt": LIBRARIES, "museums.txt": MUSEUMS}
BOTH = "Sửa đổi, bổ sung Kế hoạch số 31/KH-UBND và Kế hoạch số 32/KH-UBND"


def amending(*lines: str, number: str = "77/QĐ-UBND", day: str = "5/6/2026", title: str = BOTH) -> str:
    return directive(number, day, "QUYẾT ĐỊNH", title, *lines)


def changes(folder: Path, *amendments: str) -> dict[str, str]:
    """For the words of each superseded fact of the plans: those that took its place."""
    files = PLANS | {f"amendment-{n}.txt": text for n, text in enumerate(amendments)}
    with library(folder, files) as made:
        found = {row.quote: row.changed_by.quote for row in made.rows() if row.changed_by is not None}
        for row in made.rows():
            assert (row.validity == "superseded") == (row.changed_by is not None)
            assert all(old.quote in found for old in row.replaces)
    return found


def holds(found: Mapping[str, str], old: str, new: str) -> bool:
    return any(old in before and new in after for before, after in found.items())


def test_each_article_changes_the_document_that_it_names(tmp_path: Path) -> None:
    found = changes(tmp_path, amending(
        "Điều 1. Sửa đổi Kế hoạch số 31/KH-UBND",
        "1. Khoản 1 Mục I được sửa đổi như sau: “1. Tỷ lệ sách được số hóa đạt tối thiểu 50%.”",
        "Điều 2. Sửa đổi Kế hoạch số 32/KH-UBND",
        "1. Gia hạn thời hạn tại điểm b khoản 1 Mục II đến ngày 31/12/2026.",
        "Điều 3. Tổ chức thực hiện",
        "1. Sở Văn hóa báo cáo Chủ tịch UBND tỉnh trước ngày 20/12/2026.",
    ))  # fmt: skip
    assert len(found) == 2
    assert holds(found, "đạt tối thiểu 40%", "50%") and holds(found, "Sở Xây dựng", "31/12/2026")


def test_sentences_name_the_documents_that_they_change(tmp_path: Path) -> None:
    """Without headings; and answers, which ask for one changed document at a time, see the same."""
    files = PLANS | {"amendment.txt": amending(
        "1. Gia hạn thời hạn tại điểm a khoản 1 Mục II Kế hoạch số 31/KH-UBND đến ngày 30/11/2026.",
        "2. Gia hạn thời hạn tại điểm b khoản 1 Mục II Kế hoạch số 32/KH-UBND đến ngày 31/12/2026.",
        title="Điều chỉnh thời hạn",
    )}  # fmt: skip
    with library(tmp_path, files) as made:
        told = {row.id: row.changed_by for row in made.rows() if row.changed_by}
        infos = {info.id: info for info in made.store.documents()}
        changers = amendments(made.store, infos, infos.keys(), ("public",))
        for id_, others in changers.items():
            facts = made.store.facts_of([id_])[id_]
            passages = [fact.passage_id for fact in facts if fact.passage_id is not None]
            with made.store.reading():
                found = made.register.of_passages(passages, infos, {id_: others})
            for row in (row for rows in found.values() for row in rows if row.is_obligation):
                assert row.changed_by == told.get(row.id)
    assert len(told) == 2 and {by.quote[-11:-1] for by in told.values()} == {"30/11/2026", "31/12/2026"}


def test_the_number_of_the_amending_article_is_no_place(tmp_path: Path) -> None:
    found = changes(tmp_path, amending(
        "Điều 1. Thời hạn tại điểm b khoản 2 Mục II Kế hoạch số 31/KH-UBND được gia hạn đến ngày 30/11/2026.",
        "Điều 2. Bãi bỏ điểm a khoản 1 Mục II Kế hoạch số 32/KH-UBND.",
    ))  # fmt: skip
    assert len(found) == 2
    assert holds(found, "Công an tỉnh", "30/11/2026") and holds(found, "mái nhà", "Bãi bỏ")


def test_new_words_on_lines_of_their_own_stand_at_the_place_above_them(tmp_path: Path) -> None:
    found = changes(tmp_path, amending(
        "Điều 1. Sửa đổi Kế hoạch số 31/KH-UBND",
        "1. Sửa đổi khoản 2 Mục II như sau:",
        "“2. Trường học",
        "a) Các trường được nối mạng trước ngày 30/9/2026 theo Điều 5 Nghị định số 13/2023/NĐ-CP.",
        "b) Phần mềm do Công an tỉnh kiểm tra trước ngày 31/10/2026.”",
        "2. Việc khác thực hiện theo quy định.",
    ))  # fmt: skip
    assert len(found) == 2
    assert holds(found, "Công an tỉnh", "31/10/2026") and holds(found, "Sở Giáo dục và Đào tạo", "30/9/2026")


def test_a_list_of_places_is_repealed(tmp_path: Path) -> None:
    found = changes(tmp_path, amending("1. Bãi bỏ điểm a, b khoản 2 Mục II Kế hoạch số 31/KH-UBND."))
    assert len(found) == 2 and holds(found, "Sở Giáo dục", "Bãi bỏ") and holds(found, "Công an tỉnh", "Bãi bỏ")


def test_an_addition_leaves_what_is_there(tmp_path: Path) -> None:
    found = changes(tmp_path, amending(
        "Điều 1. Sửa đổi, bổ sung Kế hoạch số 31/KH-UBND",
        "1. Bổ sung điểm c vào khoản 1 Mục II như sau: “c) Sở Văn hóa chủ trì số hóa 700 bản đồ trước ngày 30/9/2026.”",
        "2. Bổ sung điểm d vào khoản 1 Mục II như sau:",
        "“d) Sở Tài chính bố trí kinh phí đợt hai trước ngày 15/9/2026.”",
    ))  # fmt: skip
    assert found == {}


def test_what_only_resembles_is_not_changed(tmp_path: Path) -> None:
    """Without a place, the same body and the same rhythm are needed, and most of the words."""
    found = changes(tmp_path, amending(
        "1. Sở Y tế sửa đổi quy chế và kết nối thư viện của các trường trước ngày 31/10/2026.",
        "2. Sở Giáo dục và Đào tạo sửa đổi và kết nối thư viện của các trường hằng tháng.",
    ))  # fmt: skip
    assert found == {}


def test_without_a_place_the_words_tell(tmp_path: Path) -> None:
    found = changes(tmp_path, amending(
        "1. Gia hạn Kế hoạch số 31/KH-UBND: Sở Giáo dục và Đào tạo kết nối thư viện các trường trước ngày 30/11/2026."
    ))  # fmt: skip
    assert len(found) == 1 and holds(found, "31/8/2026", "30/11/2026")


def test_the_last_of_several_changes_holds(tmp_path: Path) -> None:
    once = amending("1. Gia hạn thời hạn tại điểm a khoản 1 Mục II Kế hoạch số 31/KH-UBND đến ngày 30/9/2026.")
    again = amending(
        "1. Gia hạn thời hạn tại điểm a khoản 1 Mục II Kế hoạch số 31/KH-UBND đến ngày 15/12/2026.",
        number="99/QĐ-UBND", day="1/9/2026", title="Sửa đổi Kế hoạch số 31/KH-UBND",
    )  # fmt: skip
    for order in ((once, again), (again, once)):
        found = changes(tmp_path / str(order[0] is once), *order)
        assert len(found) == 2
        assert holds(found, "30/6/2026", "15/12/2026") and holds(found, "30/9/2026", "15/12/2026")


def test_a_plan_that_replaces_another_ends_all_of_it(tmp_path: Path) -> None:
    new = directive(
        "40/KH-UBND", "1/7/2026", "KẾ HOẠCH", "Phát triển thư viện số, giai đoạn hai",
        "I. NHIỆM VỤ",
        "1. Sở Văn hóa chủ trì số hóa 9.000 đầu sách trước ngày 31/12/2026.",
        "II. HIỆU LỰC",
        "1. Kế hoạch này thay thế Kế hoạch số 31/KH-UBND ngày 12/02/2026 của Ủy ban nhân dân tỉnh.",
    )  # fmt: skip
    found = changes(tmp_path, new)
    assert len(found) == 5  # all of the one plan, nothing of the other
    assert holds(found, "5.000 đầu sách", "9.000 đầu sách")
    assert holds(found, "Công an tỉnh", "thay thế Kế hoạch số 31/KH-UBND")


ENGLISH = """STATE OF SAMUDRA
No. SS/ENV/2026/{n}
Port Sagar, {day}

{kind}

"""
HARBOUR = ENGLISH.format(n=58, day="2 February 2026", kind="ACTION PLAN\nClean harbour") + """1. Piers
1.1 The Harbour Office shall repaint 40 posts by 30 June 2026.
1.2 The Department of Finance shall release the funds by 31 March 2026.
2. Boats
2.1 The Department of Health shall inspect 12 boats by 31 May 2026.
"""  # fmt: skip
EXTENDED = ENGLISH.format(n=143, day="14 May 2026", kind="DECISION\nAmending the Action Plan (SS/ENV/2026/58)") + """\
Article 1. Amendments to the Action Plan No. SS/ENV/2026/58
1. The time limit in section 1.1 is extended to 31 October 2026.
2. In point 2.1, "12 boats" is replaced by "15 boats": the Department of Health shall inspect 15 boats by 31 May 2026.
3. Paragraph 1.2 is deleted.
"""  # fmt: skip


def test_numbers_of_sections_and_figures_in_quotation_marks(tmp_path: Path) -> None:
    with library(tmp_path, {"plan.txt": HARBOUR, "decision.txt": EXTENDED}) as made:
        ended = {row.quote: row.changed_by.quote for row in made.rows("plan") if row.changed_by}
    assert len(ended) == 3
    assert holds(ended, "40 posts", "31 October 2026") and holds(ended, "12 boats", "15 boats")
    assert holds(ended, "release the funds", "deleted")


# Contradictions

BY_JUNE = directive(
    "31/KH-UBND", "12/2/2026", "KẾ HOẠCH", "Thư viện",
    "1. Sở Tài chính bố trí kinh phí mua sách mới trước ngày 30/6/2026.",
    "2. Tỷ lệ sách được số hóa tại thư viện tỉnh đạt tối thiểu 40%.",
)  # fmt: skip
BY_MAY = directive(
    "15/CT-UBND", "15/2/2026", "CHỈ THỊ", "Thư viện năm nay",
    "1. Sở Tài chính bố trí kinh phí mua sách mới trước ngày 31/5/2026.",
    "2. Tỷ lệ sách được số hóa tại thư viện tỉnh đạt tối thiểu 45%.",
)  # fmt: skip


def test_two_values_for_one_thing_are_both_kept_and_both_flagged(tmp_path: Path) -> None:
    with library(tmp_path, {"plan.txt": BY_JUNE, "directive.txt": BY_MAY}) as made:
        for words in ("bố trí kinh phí", "Tỷ lệ sách"):
            one, other = made.row(words, "plan"), made.row(words, "directive")
            assert [each.fact for each in one.conflicts] == [other.id]
            assert [each.fact for each in other.conflicts] == [one.id]
            assert one.validity == other.validity == "current"
            assert one.conflicts[0].quote == other.quote


def test_a_later_value_is_no_contradiction(tmp_path: Path) -> None:
    later = amending(
        "1. Sửa đổi khoản 1 Kế hoạch số 31/KH-UBND: Sở Tài chính bố trí kinh phí mua sách mới trước ngày 31/7/2026."
    )
    with library(tmp_path, {"plan.txt": BY_JUNE, "decision.txt": later}) as made:
        assert made.row("bố trí kinh phí", "plan").validity == "superseded"
        assert not any(row.conflicts for row in made.rows())


def test_the_same_value_twice_is_no_contradiction(tmp_path: Path) -> None:
    again = BY_JUNE.replace("31/KH-UBND", "16/CT-UBND").replace("KẾ HOẠCH", "CHỈ THỊ")
    with library(tmp_path, {"plan.txt": BY_JUNE, "again.txt": again}) as made:
        assert len(made.rows()) == 4 and not any(row.conflicts for row in made.rows())
