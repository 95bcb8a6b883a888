"""What kinds of document are called, and the type codes in their numbers, in four languages and Romanised."""

from __future__ import annotations

import re
from functools import cache

from ingest.digits import folded

MARKS = (
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3"
)
"""Vowel signs and other marks of Devanagari and Bengali, which regular expressions do not count as letters."""

# Type code at the beginning of a number's letters → kind.
CODES: dict[str, str | None] = {
    "NQLT": "resolution",
    "NQ": "resolution",
    "CT": "directive",
    "QD": "decision",
    "KH": "plan",
    "CV": "official_letter",
    "CD": "official_letter",
    "TB": "notice",
    "ND": "decree",
    "TTLT": "circular",
    "TTR": None,
    "TT": "circular",
    "KL": "conclusion",
    "CTR": "programme",
    "DA": "project",
    "BC": "report",
    "QH": "law",
    "L": "law",
    "PL": "law",
    "HD": None,
    "QC": None,
    "QDI": None,
    "VBHN": None,
    "GM": None,
    "TL": None,
    "BB": None,
    "TU": None,
}

# Nouns that stand for a document whenever a number follows.
_SURE: dict[str, str] = {
    "resolution": "nghị quyết|nghị quyêt|nghi quyet|resolutions?|संकल्प|রেজোলিউশন|রেজুলেশন|রেজ্যুলেশন|sankalp",
    "directive": "chỉ thị|chi thi|directives?|निर्देश|निदेश|निर्देशिका|নির্দেশ|নির্দেশনা|নির্দেশিকা|nirdesh",
    "decision": "quyết định|quyet dinh|decisions?|निर्णय|সিদ্ধান্ত|nirnay|siddhanto",
    "decree": "nghị định|nghi dinh|decrees?|डिक्री|अध्यादेश|ডিক্রি|অধ্যাদেশ",
    "circular": "thông tư|thong tu|circulars?|परिपत्र|পরিপত্র|সার্কুলার|paripatra|poripotro",
    "official_letter": "công văn|cong van|công điện|cong dien|official (?:letter|dispatch|telegram)s?"
    "|dispatch|आधिकारिक (?:प्रेषण|पत्र)|प्रेषण"
    "|সরকারি চিঠি|অফিসিয়াল (?:চিঠি|ডিসপ্যাচ)|অফিসিয়াল প্রেরণ",
    "project": "đề án|de an|project|प्रोजेक्ट|परियोजना|প্রকল্প|pariyojana|prokolpo",
    "notification": "notifications?|अधिसूचना|প্রজ্ঞাপন|adhisuchna|adhisoochna|projgapon|proggapon|prajnapan",
}
# Nouns that are common words too (or verbs): see `references._means_document`.
_UNSURE: dict[str, str] = {
    "plan": "kế hoạch|ke hoach|plan|योजना|পরিকল্পনা|yojana|yojna|porikolpona",
    "report": "báo cáo|bao cao|report|रिपोर्ट|प्रतिवेदन|প্রতিবেদন",
    "notice": "thông báo|thong bao|thông cáo|notice|announcement|नोटिस|सूचना|বিজ্ঞপ্তি|নোটিশ",
    "law": "luật|bộ luật|luat|pháp lệnh|law|act|कानून|अधिनियम|আইন|ain",
    "programme": "chương trình|chuong trinh|programme|program|कार्यक्रम|কর্মসূচি|কর্মসূচী",
    "conclusion": "kết luận|ket luan|conclusion|निष्कर्ष|উপসংহার",
    "resolution": "प्रस्ताव|প্রস্তাব|prastav|prostab",
    "order": "lệnh|lenh|order|आदेश|কার্যালয় আদেশ|অফিস আদেশ|আদেশ|aadesh|adesh",
}
_ABBREVIATIONS = {
    "nq": "resolution",
    "ct": "directive",
    "qđ": "decision",
    "qd": "decision",
    "kh": "plan",
    "nđ": "decree",
    "tt": "circular",
    "cv": "official_letter",
    "kl": "conclusion",
    "đa": "project",
    "tb": "notice",
}

NUMBER_WORD = (
    r"(?:số hiệu|số|so|f\.?[ ]?nos?\.?|ref\.?(?:[ ]?no\.?)?|memo[ ]?no\.?|letter[ ]no\.?|nos?\.?|number"
    r"|फा\.?[ ]?सं\.?|पत्र[ ]सं\.?|संख्या|सं\.?"
    r"|क्रमांक|क्र\.|पत्रांक|ज्ञापांक|नंबर|नं\.?|স্মারক[ ]?(?:নং|নম্বর|সংখ্যা)|স্মারক|নং|নম্বর|সংখ্যা|sankhya|nombor)"
)


def _plain(words: str) -> str:
    return folded(words).text


def _named(group: str, words: dict[str, str]) -> str:
    return "|".join(f"(?P<{group}_{kind}>{_plain(pattern)})" for kind, pattern in words.items())


@cache
def kind_word() -> re.Pattern[str]:
    """A kind word up to a number: matched backwards from the number, on folded lower-case text."""
    abbreviations = "|".join(_ABBREVIATIONS)
    words = rf"{_named('sure', _SURE)}|{_named('unsure', _UNSURE)}|(?P<abbreviation>{abbreviations})\.?"
    number = rf"(?:[ ]?(?P<number>{_plain(NUMBER_WORD)})[ ]?[:.(]?-?|[ ]?[:(])?"
    return re.compile(rf"(?<![^\W\d_])(?<![{MARKS}])(?:{words}){number}[ ]?\Z")


@cache
def kind_behind() -> re.Pattern[str]:
    """A kind word right behind a number ("১৫১-KH/TU পরিকল্পনা", "৫৭ নং রেজোলিউশন")."""
    words = rf"{_named('sure', _SURE)}|{_named('unsure', _UNSURE)}"
    return re.compile(rf"[ ](?:(?P<number>{_plain('নং|নম্বর|নম্বরের|नंबर|संख्या वाले|क्रमांक')})[ ])?(?:{words})")


@cache
def year_behind() -> re.Pattern[str]:
    """The year of a number, behind it, on folded lower-case text: "… of 2025"."""
    words = _plain("सन्|सन|वर्ष|năm|সনের|সালের")
    return re.compile(rf"[ ](?:(?P<of>of)|{words})[ ](?P<year>(?:18|19|20)\d\d)(?![\w/]|[.,-]\d)")


@cache
def year_before() -> re.Pattern[str]:
    """The year of a number, before it or before the word for the kind: "2025 का अधिनियम संख्या 2"."""
    return re.compile(rf"(?<![\w/.-])(?P<year>(?:18|19|20)\d\d)[ ](?:{_plain('का|की|के|সনের|সালের')})[ ]\Z")


@cache
def kinds() -> re.Pattern[str]:
    """Finds kind words quickly: where none stands, no bare number can be a reference."""
    words = "|".join(_plain(pattern) for table in (_SURE, _UNSURE) for pattern in table.values())
    return re.compile(rf"(?:{words})|(?<![a-z])(?:{'|'.join(_ABBREVIATIONS)})[ ]?\d")


def kind_of(match: re.Match[str]) -> tuple[str | None, bool]:
    """The kind that a match of the patterns above names, and whether the word leaves no doubt."""
    if (short := match.groupdict().get("abbreviation")) is not None:
        return _ABBREVIATIONS[short], True
    for name, text in match.groupdict().items():
        if text is not None and "_" in name:
            certainty, kind = name.split("_", 1)
            return kind, certainty == "sure"
    return None, False
