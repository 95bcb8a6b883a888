"""Who must act and who only helps."""

from __future__ import annotations

import pytest

from ingest.agencies import find_agencies
from ingest.roles import Roles, roles, subject
from ingest.terms import default


def read(language: str, text: str) -> Roles:
    return roles(text, find_agencies(text, language, default()), text)


@pytest.mark.parametrize(
    ("language", "text", "lead", "helping"),
    [
        ("vi", "Sở Y tế chủ trì, phối hợp với Sở Tài chính và Công an tỉnh rà soát hồ sơ.", "Sở Y tế", 2),
        ("hi", "स्वास्थ्य विभाग वित्त विभाग के समन्वय से अभिलेखों की समीक्षा करेगा।", "स्वास्थ्य विभाग", 1),
        ("bn", "স্বাস্থ্য বিভাগ অর্থ বিভাগের সঙ্গে সমন্বয়ে নথি পর্যালোচনা করবে।", "স্বাস্থ্য বিভাগ", 1),
        (
            "en",
            "The Department of Health shall, in coordination with the Department of Finance, review the records.",
            "Department of Health",
            1,
        ),
    ],
)
def test_the_one_that_leads_and_those_that_help(language: str, text: str, lead: str, helping: int) -> None:
    found = read(language, text)
    assert found.lead and found.lead.text == lead
    assert len(found.coordinating) == helping


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("vi", "Giao Sở Y tế rà soát hồ sơ.", "Sở Y tế"),
        ("vi", "Đề nghị Sở Nội vụ giao Sở Y tế rà soát hồ sơ.", "Sở Nội vụ"),
        ("en", "The Governor directs the Department of Health to review the records.", "Department of Health"),
    ],
)
def test_whoever_is_told_leads_surely(language: str, text: str, lead: str) -> None:
    found = read(language, text)
    assert found.sure and found.lead


@pytest.mark.parametrize(
    ("language", "text"), [("vi", "Gửi báo cáo về Sở Y tế."), ("en", "Send it to the Department of Health.")]
)
def test_whoever_receives_does_not_lead(language: str, text: str) -> None:
    assert read(language, text).lead is None


def test_a_subject_that_no_rule_knows() -> None:
    found = subject("Bus operators must carry the new card.")
    assert found and found.text == "Bus operators"
    assert subject("The card is new.") is None


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("en", "By 1 October each year, the Weather Bureau shall provide an outlook.", "Weather Bureau"),
        ("en", "The Southern Mill, having missed the date, shall file its programme.", "Southern Mill"),
        ("en", "No person may sink a well within 200 metres.", "No person"),
        (
            "en",
            "The time for old forms, for which the Department of Health is responsible, ends.",
            "Department of Health",
        ),
        ("hi", "मुख्य चिकित्सा अधिकारी से कहा गया कि वे पंजीकरण सुनिश्चित करें।", "मुख्य चिकित्सा अधिकारी"),
        ("hi", "वित्त विभाग ने आश्वासन दिया कि राशि जारी की जाएगी।", "वित्त विभाग"),
        ("hi", "समिति अपनी रिपोर्ट देगी।", "समिति"),
        ("bn", "কমিটি প্রতিবেদন জমা দেবে।", "কমিটি"),
        ("bn", "সকল দপ্তরপ্রধানকে প্রতিবেদন প্রেরণের অনুরোধ করা হলো।", "সকল দপ্তরপ্রধান"),
        ("bn", "মন্ত্রী জানান, পরিবেশ অধিদপ্তর পানির মান পরীক্ষা করবে।", "পরিবেশ অধিদপ্তর"),
    ],
)
def test_who_is_told_or_tells(language: str, text: str, lead: str) -> None:
    found = read(language, text).lead
    assert found and found.text == lead


def test_a_conjunction_is_no_subject() -> None:
    assert subject("and shall commission an evaluation") is None
    assert subject("no applicant shall be asked for papers") is None


@pytest.mark.parametrize(
    ("language", "text", "lead"),
    [
        ("hi", "मुख्य सचिव ने स्वास्थ्य विभाग और वित्त विभाग को अभिलेखों की समीक्षा का दायित्व सौंपा है।", "स्वास्थ्य विभाग"),
        ("bn", "মুখ্য সচিব স্বাস্থ্য বিভাগ ও অর্থ বিভাগকে নথি পর্যালোচনার দায়িত্ব দেন।", "স্বাস্থ্য বিভাগ"),
        ("hi", "मुख्य सचिव रमेश कुमार ने कहा कि स्वास्थ्य विभाग को अभिलेखों की समीक्षा करनी चाहिए।", "स्वास्थ्य विभाग"),
        ("bn", "মুখ্য সচিব পুনর্ব্যক্ত করেন যে স্বাস্থ্য বিভাগকে নথি পর্যালোচনা করা উচিত।", "স্বাস্থ্য বিভাগ"),
    ],
)
def test_of_those_who_are_told_the_first_leads_and_not_who_tells_them(language: str, text: str, lead: str) -> None:
    found = read(language, text)
    assert found.sure and found.lead and found.lead.text == lead


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "स्वास्थ्य विभाग द्वारा हस्तांतरित सॉफ़्टवेयर का उपयोग करें।"),
        ("bn", "স্বাস্থ্য বিভাগ কর্তৃক হস্তান্তরিত সফটওয়্যার ব্যবহার করুন।"),
        ("bn", "স্বাস্থ্য বিভাগ নথি সংরক্ষণের অনুরোধ জানান।"),
        ("hi", "स्वास्थ्य विभाग और वित्त विभाग ने अभिलेखों की समीक्षा का निर्देश दिया है।"),
    ],
)
def test_who_handed_something_over_or_asks_for_it_does_not_lead(language: str, text: str) -> None:
    assert read(language, text).lead is None
    assert read("hi", "स्वास्थ्य विभाग द्वारा अभिलेखों की समीक्षा की जाएगी।").lead is not None


def test_this_behind_a_body_is_no_case_ending() -> None:
    found = read("bn", "পৌর নির্বাহী কর্মকর্তা এ পরিকল্পনার অগ্রগতি তদারকি করবেন।").lead
    assert found and found.text == "পৌর নির্বাহী কর্মকর্তা"
