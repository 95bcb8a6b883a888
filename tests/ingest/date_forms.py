"""How four languages write a day, for the tests of dates."""

from __future__ import annotations

import unicodedata
from datetime import date

DIGITS = {"en": "0123456789", "hi": "०१२३४५६७८९", "bn": "০১২৩৪৫৬৭৮৯"}
HINDI = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]
BENGALI = ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"]
ENGLISH = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
FORMS = {
    "vi": (
        "{d}/{m}/{y}",
        "{d}-{m}-{y}",
        "{d}.{m}.{y}",
        "ngày {d}/{m}/{y}",
        "ngày {d} tháng {m} năm {y}",
        "{d:02}/{m:02}/{y}",
        "ngay {d} thang {m} nam {y}",
        "ngày {d:02} tháng {m:02} năm {y}",
        "{d} tháng {m}, {y}",
        "{d} tháng {m}/{y}",
        "Ngày {d}-{m}-{y}",
        "ngày {d}/{m} năm {y}",
    ),
    "hi": ("{d} {hi} {y}", "{d} {hi}, {y}", "{hi} {d}, {y}", "{y} की {d} {hi}", "दिनांक {d}.{m}.{y}", "{d}/{m}/{y}"),
    "bn": (
        "{d} {bn} {y}",
        "{d} {bn}, {y}",
        "{y} সালের {d} {bn}",
        "{d}ই {bn} {y}",
        "{d}শে {bn}, {y}",
        "{y}-এর {d} {bn}",
        "{d} ই {bn} {y}",
        "{d}/{m}/{y}",
    ),
    "en": (
        "{d} {en} {y}",
        "{en} {d}, {y}",
        "{d} {en}, {y}",
        "{d}th of {en} {y}",
        "{en} {d}st, {y}",
        "{y}-{m:02}-{d:02}",
        "{d}-{m}-{y}",
        "{d} {en3} {y}",
        "{d}-{en3}-{y}",
        "{y}/{m:02}/{d:02}",
    ),
}


def written(form: str, day: int, month: int, year: int = 0, script: str = "en", composition: str = "NFC") -> str:
    """A form filled in: `script` is that of the digits."""
    names = {"hi": HINDI[month - 1], "bn": BENGALI[month - 1], "en": ENGLISH[month - 1]}
    words = form.format(d=day, m=month, y=year, en3=names["en"][:3], **names)
    return unicodedata.normalize(composition, words.translate(str.maketrans(DIGITS["en"], DIGITS[script])))
