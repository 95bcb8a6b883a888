"""Document numbers: one canonical form from every script and spelling, and nothing that only looks like one."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.letters import NAMES, spelled
from ingest.references import Reference, find_references, key, matches, same

SCRIPTS = {"latn": "0123456789", "deva": "०१२३४५६७८९", "beng": "০১২৩৪৫৬৭৮৯"}


def only(text: str) -> Reference:
    found = find_references(text)
    assert len(found) == 1, (text, found)
    assert text[found[0].start : found[0].end] == found[0].text
    return found[0]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024", "57-NQ/TW", "resolution"),
        ("संकल्प संख्या 57-एनक्यू/टीडब्ल्यू जारी", "57-NQ/TW", "resolution"),
        ("রেজোলিউশন নং ৫৭-এনকিউ/টিডব্লিউ জারি", "57-NQ/TW", "resolution"),
        ("৭১/এনকিউ-সিপি-তে সরকারের", "71/NQ-CP", "resolution"),
        ("৯৪৬৪/কেএইচ-ইউবিএনডি-এ", "9464/KH-UBND", "plan"),
        ("57-NQ/TW-এর নির্দেশ", "57-NQ/TW", "resolution"),
        ("01-CV/BCĐTW", "01-CV/BCDTW", "official_letter"),
        ("Quyết định 8258-QĐ/TU", "8258-QD/TU", "decision"),
        ("Nghị định 15/2023/NĐ-CP", "15/2023/ND-CP", "decree"),
        ("Luật số 20/2023/QH15", "20/2023/QH15", "law"),
        ("আইন নং ২০/২০২৩/কিউএইচ১৫", "20/2023/QH15", "law"),
        ("Chỉ thị 18/CT-TTg", "18/CT-TTG", "directive"),
        ("निर्देश 18/सीटी-टीटीजी", "18/CT-TTG", "directive"),
        ("05/2024/TTLT-BTC-BCA", "05/2024/TTLT-BTC-BCA", "circular"),
        ("02-CTr/TU", "02-CTR/TU", "programme"),
        ("123/TTr-BTC", "123/TTR-BTC", None),
        ("1780/kh-ubnd", "1780/KH-UBND", "plan"),
        ("57 - NQ/TW", "57-NQ/TW", "resolution"),
        ("57–NQ/TW", "57-NQ/TW", "resolution"),
        ("57 NQ/TW", "57-NQ/TW", "resolution"),
        ("57-NQTW", "57-NQTW", "resolution"),
        ("66-NQ/TW - TP.HCM", "66-NQ/TW", "resolution"),
        ("F.No. 12/34/2025-ABC", "12/34/2025-ABC", None),
        ("सं. 11-12/2025-नीति", "11-12/2025-नीति", None),
        ("স্মারক নং ০৫.০০.০০০০.১৭২", "05.00.0000.172", None),
        ("Circular No. 3/2024", "3/2024", "circular"),
    ],
)
def test_full_numbers(text: str, number: str, kind: str | None) -> None:
    found = only(text)
    assert (found.number, found.kind) == (number, kind)


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Nghị quyết 57", "57", "resolution"),
        ("NQ 57", "57", "resolution"),
        ("NQ57", "57", "resolution"),
        ("संकल्प ५७", "57", "resolution"),
        ("संकल्प संख्या 57", "57", "resolution"),
        ("রেজোলিউশন ৫৭", "57", "resolution"),
        ("৫৭ নং রেজোলিউশন", "57", "resolution"),
        ("Resolution 57", "57", "resolution"),
        ("sankalp 57 ke", "57", "resolution"),
        ("Plan 151", "151", "plan"),
        ("Kế hoạch 151", "151", "plan"),
        ("ke hoach so 1870", "1870", "plan"),
        ("porikolpona 1780", "1780", "plan"),
        ("Đề án 06", "06", "project"),
        ("De an 06", "06", "project"),
        ("प्रोजेक्ट 06", "06", "project"),
        ("परियोजना 06 को", "06", "project"),
        ("প্রকল্প ০৬-এর", "06", "project"),
        ("Project 06", "06", "project"),
        ("prokolpo 06-er", "06", "project"),
        ("Directive 18", "18", "directive"),
        ("निर्देश 18 को", "18", "directive"),
        ("Chỉ thị 18", "18", "directive"),
        ("आधिकारिक प्रेषण संख्या 56 जारी", "56", "official_letter"),
        ("Công văn 56", "56", "official_letter"),
        ("Quyết định 204 của", "204", "decision"),
        ("Thông tư số 7", "7", "circular"),
        ("পরিপত্র নং ১২", "12", "circular"),
        ("प্রজ্ঞাপন".replace("प", "প") + " নং ৮", "8", "notification"),
        ("अधिसूचना सं. 8", "8", "notification"),
        ("आदेश संख्या 14", "14", "order"),
        ("Kết luận 91", "91", "conclusion"),
        ("Chương trình 135", "135", "programme"),
    ],
)
def test_short_forms(text: str, number: str, kind: str) -> None:
    found = only(text)
    assert (found.number, found.kind) == (number, kind)


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("क्रमांक: सूप्रौ/४१२/२०२६", "सूप्रौ/412/2026", None),
        ("क्रमांक:- सूप्रौ / ४१२ / २०२६", "सूप्रौ/412/2026", None),
        ("संख्या सू.प्रौ.वि./412/2026 दिनांक", "सूप्रौवि/412/2026", None),
        ("परिपत्र शि/१९/२०२६ जारी", "शि/19/2026", "circular"),
        ("परिपत्र शि/१९ के अनुसार", "शि/19", "circular"),
        ("विभाग के आदेश सूप्रौ/412/2026 के साथ", "सूप्रौ/412/2026", "order"),
        ("নং মেঘ/স্থাস/১১৮/২০২৬", "মেঘ/স্থাস/118/2026", None),
        ("নং মেঘ / স্থাস / ১১৮ / ২০২৬ জারি", "মেঘ/স্থাস/118/2026", None),
        ("প্রজ্ঞাপন নং মেঘ/স্থাস/০৬৩/২০২২-এর", "মেঘ/স্থাস/063/2022", "notification"),
        ("স্মারক নং মন্ত্রণালয়/কৃষি/২০৭/২০২৬।", "মন্ত্রণালয়/কৃষি/207/2026", None),
        ("নং শিম/শাঃ১১/৩-১/২০০৭/১২", "শিম/শাঃ11/3-1/2007/12", None),
        ("ईडीयू/३१/२०२६ परिपत्र", "EDU/31/2026", "circular"),
        ("পরিপত্র ইডিইউ/৩১/২০২৬", "EDU/31/2026", "circular"),
        ("Circular No. EDU/12/2023 is withdrawn", "EDU/12/2023", "circular"),
        ("circular edu/31/2026: last date", "EDU/31/2026", "circular"),
        ("Circular EDU/31 says", "EDU/31", "circular"),
        ("Thông tư EDU/31/2026 yêu cầu", "EDU/31/2026", "circular"),
        ("EDU/31/2026 applies.", "EDU/31/2026", None),
        ("No.EDU/31/2026-27", "EDU/31/2026-27", None),
        ("Ref. No.: EDU / 31 / 2026 – 5 schools", "EDU/31/2026", None),
        ("Số: QĐ-12/2026", "QD-12/2026", None),
        ("F.No. A-12034/5/2025-Estt.", "A-12034/5/2025-ESTT", None),
        ("D.O. No. 4-12/2026-Policy", "4-12/2026-POLICY", None),
        ("S.O. 123(E)", "S.O. 123(E)", None),
        ("Notification S. O. 123 (E) dated", "S.O. 123(E)", "notification"),
        ("GSR 45(E)", "G.S.R. 45(E)", None),
        ("अधिसूचना का.आ. १२३(अ)", "का.आ. 123(अ)", "notification"),
        ("Act No. 2 of 2025", "2/2025", "law"),
        ("the Central Act 15 of 2003", "15/2003", "law"),
        ("2025 का अधिनियम संख्या 2", "2/2025", "law"),
        ("अधिनियम संख्या 2 सन् 2025", "2/2025", "law"),
        ("২০২৫ সনের ২ নং আইন", "2/2025", "law"),
        ("Resolution 57 of 22 December 2024", "57", "resolution"),
    ],
)
def test_styles_of_single_offices(text: str, number: str, kind: str | None) -> None:
    found = only(text)
    assert (found.number, found.kind) == (number, kind)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("by when must order 412 be carried out", "क्रमांक: सूप्रौ/४१२/२०२६"),
        ("Order 412/2026", "आदेश सूप्रौ/412/2026"),
        ("Order 412", "आदेश सूप्रौ/412/2026"),
        ("Lệnh 412/2026 của tỉnh", "आदेश सूप्रौ/412/2026"),
        ("lenh 412/2026 cua tinh", "आदेश सूप्रौ/412/2026"),
        ("আদেশ ৪১২/২০২৬", "आदेश सूप्रौ/412/2026"),
        ("Quyết định 412/2026", "आदेश सूप्रौ/412/2026"),
        ("अधिसूचना 118/2026 के अनुसार", "প্রজ্ঞাপন নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("under notification 118/2026", "প্রজ্ঞাপন নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("Thông báo 118/2026", "প্রজ্ঞাপন নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("notice 118/2026", "প্রজ্ঞাপন নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("notification Megh/Sthas/118/2026", "নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("अधिसूचना मेघ/स्थास/118/2026", "নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("প্রজ্ঞাপন স্থাস/১১৮/২০২৬", "নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("theo thông tư 19/2026?", "परिपत्र शि/१९/२०२६"),
        ("পরিপত্র ১৯/২০২৬", "परिपत्र शि/१९/२०२६"),
        ("circular SHI/19/2026", "परिपत्र शि/१९/२०२६"),
        ("Notification S.O. 123", "S.O. 123(E)"),
    ],
)
def test_short_forms_match_across_languages(question: str, text: str) -> None:
    assert matches(only(question), only(text)) and matches(only(text), only(question))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Order 412/2025", "आदेश सूप्रौ/412/2026"),
        ("Order 421/2026", "आदेश सूप्रौ/412/2026"),
        ("Circular 412/2026", "आदेश सूप्रौ/412/2026"),
        ("Decision 412", "आदेश सूप्रौ/412/2026"),  # without the year too little agrees
        ("Decision 118/2026", "প্রজ্ঞাপন নং মেঘ/স্থাস/১১৮/২০২৬"),
        ("circular EDU/19/2026", "परिपत्र शि/१९/२०२६"),
        ("परिपत्र वि/१९/२०२६", "परिपत्र शि/१९/२०२६"),
        ("EDU/31/2026", "EDU/12/2023"),
    ],
)
def test_other_documents_do_not_match(question: str, text: str) -> None:
    assert not matches(only(question), only(text)) and not matches(only(text), only(question))


def test_a_list_of_numbers_shares_the_kind() -> None:
    for text in ("Nghị quyết 57, 59, 66 và 68 của Bộ", "Resolutions 57, 59, 66 and 68."):
        assert [(found.number, found.kind) for found in find_references(text)] == [
            (n, "resolution") for n in ("57", "59", "66", "68")
        ]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 15/5/2025",
        "30/6",
        "giai đoạn 2025-2028",
        "24/7",
        "8%",
        "63 điểm cầu",
        "Điều 3",
        "Khoản 2",
        "kế hoạch 5 năm 2021-2025",
        "báo cáo 6 tháng đầu năm",
        "Kế hoạch 2025-2028",
        "Kế hoạch năm 2025",
        "to plan 3 meetings",
        "the committee heard 5 reports",
        "quyết định 5 vấn đề",
        "thông báo 3 nội dung",
        "2 निवेश परियोजनाओं",
        "परियोजना 2 चरणों में",
        "योजना 5 वर्ष",
        "COVID-19",
        "5 km/h",
        "30-day/night",
        "18-25 tuổi",
        "২টি প্রকল্প",
        "214 कार्य प्रस्ताव",
        "số 0912.345.678",
        "ngày 10/10 HCM",
        "1/2-time",
        "",
        "Nghị quyết 57%",
        "২০২১-২০২৫ সময়কালে",
        "3/4 of the pupils",
        "24/7 over TCP/IP",
        "AI/ML and/or 5 km/h",
        "năm học 2025/2026",
        "Kế hoạch năm học 2025/2026",
        "Kế hoạch 2025/2026",
        "सत्र 2025/26",
        "योजना 2025/26",
        "২০২৫/২০২৬ শিক্ষাবর্ষের পরিকল্পনা",
        "Jan/12/2026 and DEC/31/2025",
        "मार्च/12/2026",
        "thứ Hai/12/5/2026",
        "Báo cáo Q1/2026, Plan FY/2026-27",
        "Room No. A-12, Flat No. B/4",
        "No. 12 - Hanoi",
        "Chỉ thị COVID-19/2020",
        "see https://example.org/EDU/31/2026/57-NQ/TW and www.example.org/no/A/31/2026",
        "within 10 days of the date of this Directive.\n2. Each agency reports.",
        "within 10 days of the date of this Directive. 2. Each agency reports.",
        "Điều 3. Trách nhiệm báo cáo\n1. Sở Nông nghiệp báo cáo.",
        "Điều 1. Phạm vi của Quyết định\nĐiều 2. Hiệu lực",
    ],
)
def test_no_references(text: str) -> None:
    assert find_references(text) == []


def _spelled(letters: str, script: str, choice: random.Random) -> str:
    first, last = {"deva": ("\u0900", "\u097f"), "beng": ("\u0980", "\u09ff")}[script]
    return "".join(choice.choice([name for name in NAMES[letter] if first <= name[0] <= last]) for letter in letters)


CODES = st.sampled_from(["NQ", "CT", "QD", "KH", "CV", "ND", "TB", "KL"])
BODIES = st.sampled_from(["TW", "CP", "TTG", "UBND", "TU", "HDND", "BCDTW", "BXZ"])


@settings(max_examples=200)
@given(
    st.integers(1, 99999),
    CODES,
    BODIES,
    st.sampled_from(["-/", "/-", "--", "//"]),
    st.sampled_from(["latn", "deva", "beng"]),
    st.integers(),
)
def test_the_canonical_number_does_not_depend_on_script_or_spelling(
    number: int, code: str, body: str, marks: str, script: str, seed: int
) -> None:
    choice = random.Random(seed)
    digits = str(number).translate(str.maketrans(SCRIPTS["latn"], SCRIPTS[script]))
    names = [code, body] if script == "latn" else [_spelled(part, script, choice) for part in (code, body)]
    found = only(f"( {digits}{marks[0]}{names[0]}{marks[1]}{names[1]} )")
    assert found.number == f"{number}{marks[0]}{code}{marks[1]}{body}"
    assert same(found.number, f"{number}-{code}/{body}")
    assert key(found.number) == key(f"0{number}/{code}-{body}")


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["EDU", "UD", "शि", "सूप्रौ", "স্থাস", "মেঘ", "কৃষি"]), min_size=1, max_size=3),
    st.integers(1, 1899),
    st.integers(1950, 2049),
    st.sampled_from(["No. ", "क्रमांक: ", "সংখ্যা ", "परिपत्र संख्या ", "প্রজ্ঞাপন নং "]),
    st.sampled_from([("/", "/"), (" / ", " / "), ("/", " / "), ("/", "/ ")]),
    st.sampled_from(["latn", "deva", "beng"]),
)
def test_an_own_style_does_not_depend_on_digits_or_spaces(
    code: list[str], serial: int, year: int, word: str, marks: tuple[str, str], script: str
) -> None:
    digits = str.maketrans(SCRIPTS["latn"], SCRIPTS[script])
    found = only(
        f"{word}{marks[0].join(code)}{marks[1]}{str(serial).translate(digits)}{marks[1]}{year}".translate(digits)
    )
    assert found.number == f"{'/'.join(code)}/{serial}/{year}"
    assert same(found.number, f"{serial}/{year}") and same(found.number, f"{serial}")
    assert key(found.number) == key(f"{'/'.join(code)}/0{serial}/{year}")


@settings(max_examples=100)
@given(st.text(alphabet="".join(NAMES), min_size=1, max_size=8), st.sampled_from(["deva", "beng"]), st.integers())
def test_letter_names_spell_back(letters: str, script: str, seed: int) -> None:
    from ingest.digits import folded

    assert spelled(folded(_spelled(letters, script, random.Random(seed))).text) == letters


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from([*"0১२-/. ,()A", "57", "NQ", "-TW", "सं. ", "নং ", "Plan ", "এনকিউ", "2025", "kế hoạch "]),
        max_size=20,
    )
)
def test_spans_are_inside_in_order_and_not_empty(parts: list[str]) -> None:
    text = "".join(parts)
    at = 0
    for found in find_references(text):
        assert at <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.number == found.number.upper() and not set(found.number) & set(SCRIPTS["deva"] + SCRIPTS["beng"])
        assert find_references(found.text) is not None
        at = found.end


def test_same() -> None:
    for one, two in [
        ("57-NQ/TW", "57/NQ-TW"),
        ("57-NQ/TW", "57-NQTW"),
        ("057-NQ/TW", "57-NQ/TW"),
        ("57", "57-NQ/TW"),
        ("06", "6"),
        ("57-NQ", "57-NQ/TW"),
        ("15/ND-CP", "15/2023/ND-CP"),
        ("204-QĐ/TW", "204-QD/TW"),
        ("মন্ত্রণালয়/207/2026", "মন্ত্রণালয/207/2026"),  # the dot under a letter
        ("EDU/31/2026", "EDU/31/2026-27"),
        ("EDU/31/2026", "31/2026"),
        ("EDU/31/2026", "EDU/2026/31"),
        ("SO 123(E)", "S.O. 123(E)"),
    ]:
        assert same(one, two) and same(two, one), (one, two)
    for one, two in [
        ("57-NQ/TW", "57-CT/TW"),
        ("57", "58-NQ/TW"),
        ("57-NQ/TW", "57-NQ/TU"),
        ("15/2022/ND-CP", "15/2023/ND-CP"),
        ("1780/KH-UBND", "1870/KH-UBND"),
        ("5", "57"),
        ("", "57"),
    ]:
        assert not same(one, two) and not same(two, one), (one, two)


def test_matches_wants_kinds_that_agree() -> None:
    resolution, full, directive = only("Nghị quyết 57"), only("57-NQ/TW"), only("Chỉ thị 57")
    assert matches(resolution, full)
    assert not matches(directive, full)
    assert matches(only("văn bản số 57-NQ/TW"), resolution)


def test_long_texts_take_no_long_time() -> None:
    for piece in ("A/", "1/", "No. 1-", "No. A/1/", "क्", "ऽ", "A.", "क.", "Order ", "plan 1/2025 "):
        begin = time.perf_counter()
        find_references(piece * 2_000)
        assert time.perf_counter() - begin < 2, piece
