"""The term base: what is in it, how a user adds to it, and which words of a text are terms."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.digits import folded
from ingest.term_words import LANGUAGES, bengali_cuts, tokens
from ingest.terms import FOLDER, TermError, default, load

HEADER = "id\ten\tvi\thi\tbn\n"


def ids(text: str, language: str | None = None) -> list[str]:
    return [term.id for term in default().find_terms(text, language)]


def test_every_concept_has_words_in_every_language() -> None:
    concepts = default().concepts
    kinds = Counter(concept.kind for concept in concepts.values())
    assert kinds.keys() == {path.stem for path in FOLDER.glob("*.tsv")}
    assert kinds["subjects"] >= 250
    assert kinds["domains"] >= 200
    assert kinds["agencies"] + kinds["holders"] + kinds["bodies"] >= 200
    for concept in concepts.values():
        assert all(concept.words[language] for language in LANGUAGES)
        assert all(len(set(words)) == len(words) for words in concept.words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_is_found(language: str) -> None:
    terms = default()
    missed = []
    for concept in terms.concepts.values():
        for wording in concept.words[language]:
            words = tokens(folded(wording).text)
            found = terms.matches(words, language).get(0, [])
            if not any(match.concept is concept and match.end == len(words) for match in found):
                missed.append(wording)
    assert set(missed) <= {"%"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("thủ tục hành chính", "vi", ["administrative_procedure"]),
        ("TTHC", "vi", ["administrative_procedure"]),
        ("thu tuc hanh chinh", "vi", ["administrative_procedure"]),
        ("số hoá hồ sơ", "vi", ["digitisation", "dossier"]),
        ("Uỷ ban nhân dân", "vi", ["people_committee"]),
        ("online public services", "en", ["online_public_service"]),
        ("DIGITAL SIGNATURES", "en", ["digital_signature"]),
        ("Culture, Sport & Tourism", "en", ["culture_sports_tourism"]),
        ("digitalization", "en", ["digitisation"]),
        ("प्रशासनिक प्रक्रियाओं को", "hi", ["administrative_procedure"]),
        ("ज़िलों के डिजिटल हस्ताक्षरों", "hi", ["district", "digital_signature"]),
        ("केन्द्रीय", "hi", ["central"]),
        ("জেলা প্রশাসকদের", "bn", ["deputy_commissioner"]),
        ("অনলাইন সেবাগুলোর", "bn", ["online_public_service"]),
        ("প্রশাসনিক প্রক্রিয়ার", "bn", ["administrative_procedure"]),
        ("জাতীয় পরিচয়পত্রের তথ্যভাণ্ডারে", "bn", ["identity_card", "database"]),
    ],
)
def test_terms_in_their_forms(text: str, language: str, expected: list[str]) -> None:
    for written in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
        assert ids(written, language) == ids(written) == expected


@pytest.mark.parametrize(
    ("text", "language", "absent"),
    [
        ("thuế", "en", "tax"),
        ("reporting", "en", "report_document"),  # "reporting" is a term of its own
        ("schoolyard", "en", "school"),
        ("cán bộ", "vi", "ministry"),
        ("विभागाध्यक्षता", "hi", "department"),
        ("কমিটিনামা", "bn", "committee"),
    ],
)
def test_parts_of_words_are_no_terms(text: str, language: str, absent: str) -> None:
    assert absent not in ids(text, language)


def test_the_longest_term_is_taken() -> None:
    assert ids("Sở Giáo dục và Đào tạo", "vi") == ["department", "education_training"]
    assert ids("cơ sở dữ liệu quốc gia về dân cư", "vi") == ["population_database"]
    assert ids("सूचना प्रौद्योगिकी एवं ई-शासन विभाग", "hi") == ["it_egovernance", "department"]


def test_the_language_of_a_term_is_told_by_its_letters() -> None:
    found = default().find_terms("चिकित्सा, স্বাস্থ্য, chữ ký số, budget")
    assert [(term.id, term.language) for term in found] == [
        ("medical", "hi"),
        ("health", "bn"),
        ("digital_signature", "vi"),
        ("budget", "en"),
    ]


def test_wordings_and_translations() -> None:
    terms = default()
    assert terms.wording("health", "bn") == "স্বাস্থ্য"
    assert terms.translations("चुनाव के बजट की समय-सीमा", "hi", "en") == ["Elections", "budget", "deadline"]
    assert terms.translations("ngân sách, ngân sách tỉnh", "vi", "hi") == ["बजट"]
    with pytest.raises(KeyError):
        terms.wording("no_such_concept", "en")


def test_a_folder_of_the_user_adds_and_goes_first(tmp_path: Path) -> None:
    (tmp_path / "subjects.tsv").write_text(
        "# ours\n" + HEADER + "budget\tpurse\tngân khố\tथैली\tথলি\nriver_toll\tRiver Toll\tphí sông\tनदी शुल्क\tনদী শুল্ক\n",
        encoding="utf-8",
    )
    terms = load([tmp_path])
    assert terms.wording("budget", "en") == "purse"
    assert [term.id for term in terms.find_terms("the purse, the budget and the river tolls", "en")] == [
        "budget",
        "budget",
        "river_toll",
    ]
    assert terms.translations("नदी शुल्क", "hi", "vi") == ["phí sông"]
    assert default().wording("budget", "en") == "budget"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("subjects.tsv", "id\ten\tvi\n", "subjects.tsv:1: the header"),
        ("subjects.tsv", HEADER + "\na_b\tone\ttwo\n", "subjects.tsv:3: 5 columns"),
        (
            "subjects.tsv",
            HEADER + "a_b\tone\t\tthree\tfour\n",
            "subjects.tsv:2: 'a_b' has no wording in the column 'vi'",
        ),
        ("subjects.tsv", HEADER + "A b\tone\ttwo\tthree\tfour\n", "subjects.tsv:2: an id has small letters"),
        (
            "subjects.tsv",
            HEADER + "health\tone\ttwo\tthree\tfour\n",
            "subjects.tsv:2: 'health' is already an id of domains",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(TermError, match=said):
        load([tmp_path])


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_bytes((HEADER + "x\tÿ\ty\tz\tw\n").encode("latin-1"))
    with pytest.raises(TermError, match="not in UTF-8"):
        load([tmp_path])


@settings(max_examples=300)
@given(st.text(max_size=200), st.sampled_from((None, *LANGUAGES)))
def test_terms_lie_in_the_text_in_order(text: str, language: str | None) -> None:
    end = 0
    for term in default().find_terms(text, language):
        assert end <= term.start < term.end <= len(text)
        assert term.id in default().concepts
        end = term.end


def test_a_verb_is_no_form_of_a_short_noun() -> None:
    """করতে, করে are forms of "to do", not of কর, tax."""
    assert all(len(word) - cut > 2 for word in ("করতে", "করে", "করেও") for cut in bengali_cuts(word))
    assert bengali_cuts("অফিসে")
