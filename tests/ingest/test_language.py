"""The language of texts and of short, mixed, Romanised or unaccented questions."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from ingest.language import QuestionLanguage, detect, detect_question

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ntrex_dev"
GOLD = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold" / "dev.jsonl"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Các sở, ngành báo cáo kết quả trước ngày 30/6/2026.", "vi"),
        ("Cac so nganh bao cao ket qua thuc hien ke hoach truoc ngay 30 thang 6", "vi"),
        ("सभी विभाग 30 जून तक रिपोर्ट भेजें (57-NQ/TW).", "hi"),
        ("সব দপ্তর ৩০ জুনের মধ্যে প্রতিবেদন পাঠাবে।", "bn"),
        ("All departments shall report before 30 June 2026.", "en"),
        ("Tous les services doivent rendre compte dans les délais, qui sont dans la loi.", "fr"),
        ("Все ведомства представляют отчёт до 30 июня.", "ru"),
        ("各部门应在六月底前报告。", "zh"),
        ("12/34 — 56%", "und"),
        ("", "und"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("question", "language", "romanised"),
    [
        ("Thời hạn báo cáo là khi nào?", "vi", False),
        ("57-NQ/TW là gì", "vi", False),
        ("han chot nop bao cao la ngay nao", "vi", True),
        ("ke hoach 151 do co quan nao ban hanh", "vi", True),
        ("रिपोर्ट कब तक देनी है?", "hi", False),
        ("report kab tak deni hai?", "hi", True),
        ("Plan 151 ke anusar kitne vibhag zimmedar hain", "hi", True),
        ("প্রতিবেদন কবে দিতে হবে?", "bn", False),
        ("protibedon kobe dite hobe?", "bn", True),
        ("Resolution 57 onujayi koto taka boraddo kora hoyeche", "bn", True),
        ("When is the report due?", "en", False),
        ("What does Nghị quyết 57-NQ/TW say about data?", "en", False),
        ("Who is responsible in Đắk Lắk province under Kế hoạch 151-KH/TU?", "en", False),
        ("resolution 57", "en", False),
    ],
)
def test_questions(question: str, language: str, romanised: bool) -> None:
    assert detect_question(question) == QuestionLanguage(language, romanised)


@pytest.mark.parametrize("question", ["1780/KH-UBND", "57-NQ/TW?", "NQ 57", "2025", "", "???"])
def test_a_bare_number_takes_the_default(question: str) -> None:
    assert detect_question(question, default="bn") == QuestionLanguage("bn")
    assert detect_question(question).code == "und"


@pytest.mark.skipif(not GOLD.exists(), reason="the shared gold questions are not beside the project")
def test_gold_questions() -> None:
    families = [json.loads(line)["question"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    wrong = [text for family in families for code, text in family.items() if detect_question(text).code != code]
    assert len(wrong) <= 2, wrong


@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not beside the project")
@pytest.mark.parametrize("language", ["en", "vi", "hi", "bn"])
def test_sentences_of_the_news(language: str) -> None:
    lines = (DATA / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    assert sum(detect(line) == language for line in lines) / len(lines) >= 0.99
    assert sum(detect_question(line).code == language for line in lines) / len(lines) >= 0.99


@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not beside the project")
def test_vietnamese_without_accents() -> None:
    lines = (DATA / "vi.txt").read_text(encoding="utf-8").replace("đ", "d").replace("Đ", "D")
    plain = "".join(
        char for char in unicodedata.normalize("NFD", lines) if not unicodedata.combining(char)
    ).splitlines()
    assert sum(detect_question(line) == QuestionLanguage("vi", True) for line in plain) / len(plain) >= 0.98
