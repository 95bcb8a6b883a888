"""Which documents change which, and which words take a whole document out of force."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from assistant.validity import amendments, ends, speaks_of_addition, speaks_of_change, speaks_of_repeal
from tests.assistant.library import directive, library

NUMBER = "12/QD-UBND"


@pytest.mark.parametrize("text", [
    "Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/6/2025 của Ủy ban nhân dân tỉnh.",
    "Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 10/QĐ-UBND và Quyết định số 12/QĐ-UBND.",
    "Bãi bỏ Quyết định số 12/QĐ-UBND.",
    "Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
    normalize("NFD", "Bãi bỏ Quyết định số 12/QĐ-UBND."),
    "This Decision replaces Decision No. 12/QĐ-UBND of 5 June 2025.",
    "Decision No. 12/QĐ-UBND of 5 June 2025 is hereby repealed.",
    "In supersession of Decision No. 12/QĐ-UBND, the following is ordered.",
    "निर्णय संख्या १२/QĐ-UBND दिनांक 5 जून 2025 निरस्त किया जाता है।",
    "यह आदेश निर्णय संख्या 12/QĐ-UBND के स्थान पर लागू होगा।",
    "সিদ্ধান্ত নং ১২/QĐ-UBND বাতিল করা হলো।",
])  # fmt: skip
def test_a_whole_document_ends(text: str) -> None:
    assert ends(text, NUMBER)
    assert speaks_of_change(text)
    assert not ends(text, "13/QD-UBND")


@pytest.mark.parametrize("text", [
    "Căn cứ Quyết định số 12/QĐ-UBND thay thế Quyết định số 10/QĐ-UBND;",
    "Quyết định số 99/QĐ-UBND thay thế Quyết định số 12/QĐ-UBND.",  # another document does
    "Quyết định số 12/QĐ-UBND được thay thế bởi Quyết định số 99/QĐ-UBND.",
    "Thay thế Phụ lục của Quyết định số 12/QĐ-UBND.",
    "Bãi bỏ điểm a khoản 2 Quyết định số 12/QĐ-UBND.",
    "In Decision No. 12/QĐ-UBND, the figure of 80% is replaced by 85%.",
    "निर्णय संख्या 12/QĐ-UBND में 80% के स्थान पर 85% पढ़ा जाए।",
    "সিদ্ধান্ত নং ১২/QĐ-UBND-এ “৮০%”-এর পরিবর্তে “৮৫%” হবে।",
    "Sửa đổi, bổ sung một số điều của Quyết định số 12/QĐ-UBND.",
    "Các nội dung khác của Quyết định số 12/QĐ-UBND không thay đổi.",
    "",
])  # fmt: skip
def test_a_part_ends_or_nothing(text: str) -> None:
    assert not ends(text, NUMBER)


def test_words_for_changing_adding_and_repealing() -> None:
    assert speaks_of_change("Gia hạn thời hạn đến ngày 30/9/2026.")
    assert speaks_of_change("समय-सीमा बढ़ाकर 30 सितंबर की जाती है।")
    assert speaks_of_change("সময়সীমা বৃদ্ধি করা হলো।") and speaks_of_change("The time limit IS EXTENDED.")
    assert speaks_of_addition("Bổ sung khoản 5.") and not speaks_of_change("Bổ sung khoản 5.", strict=True)
    assert speaks_of_change("Sửa đổi, bổ sung khoản 5.", strict=True)
    assert speaks_of_repeal("Point b is deleted.") and not speaks_of_repeal("Point b is amended.")
    for text in ("Sở Y tế báo cáo hằng tháng.", "The land records are digitised.", "विभाग रिपोर्ट भेजेगा।", ""):
        assert not (speaks_of_change(text) or speaks_of_addition(text) or speaks_of_repeal(text))


PLAN = directive(
    "31/KH-UBND", "12/2/2026", "KẾ HOẠCH", "Phát triển thư viện", "1. Sở Y tế báo cáo trước ngày 1/5/2026."
)


def changers(folder: Path, files: dict[str, str]) -> dict[str, set[str]]:
    """Names of the documents that change each."""
    with library(folder, files) as made:
        infos = {info.id: info for info in made.store.documents()}
        found = amendments(made.store, infos, infos.keys(), ("public",))
        return {infos[id].name: {infos[other].name for other in others} for id, others in found.items()}


def test_a_later_document_that_speaks_of_changing_it_changes_it(tmp_path: Path) -> None:
    amends = "1. Sửa đổi khoản 1 Kế hoạch số 31/KH-UBND."
    files = {
        "plan.txt": PLAN,
        "amends.txt": directive("77/QĐ-UBND", "5/6/2026", "QUYẾT ĐỊNH", "Về thư viện", amends),
        "older.txt": directive("11/QĐ-UBND", "5/1/2026", "QUYẾT ĐỊNH", "Về thư viện cũ", amends),
        "names.txt": directive(
            "78/QĐ-UBND", "6/6/2026", "QUYẾT ĐỊNH", "Về kinh phí", "1. Chi theo Kế hoạch số 31/KH-UBND."
        ),
    }
    found = changers(tmp_path, files)
    assert found == {"plan.txt": {"amends.txt"}, "amends.txt": set(), "older.txt": set(), "names.txt": set()}


ENGLISH = """PEOPLE'S COMMITTEE OF AN SON PROVINCE
No. 77/QĐ-UBND
An Son, 5 June 2026

DECISION
On libraries

1. This is the amended text of Decision No. 77/QĐ-UBND.

Source: https://an-son.invalid/77
"""


def test_a_translation_does_not_change_its_original(tmp_path: Path) -> None:
    original = directive("77/QĐ-UBND", "5/6/2026", "QUYẾT ĐỊNH", "Về thư viện", "1. Sở Y tế báo cáo hằng tháng.")
    files = {"vi.txt": original + "\nNguồn: https://an-son.invalid/77\n", "en.txt": ENGLISH}
    assert changers(tmp_path, files) == {"vi.txt": set(), "en.txt": set()}
    files = {"vi.txt": original, "en.txt": ENGLISH.replace("/77\n", "/78\n")}
    assert changers(tmp_path / "apart", files)["vi.txt"] == {"en.txt"}
