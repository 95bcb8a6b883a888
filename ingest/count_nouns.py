"""The noun phrase that a number counts: "150 bộ dữ liệu mở", "640 secondary schools", "24 ज़िला अस्पतालों"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MOST = {"vi": 7, "en": 5, "hi": 5, "bn": 5}  # words; Vietnamese writes every syllable as one
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0970-\u097f\u0980-\u09e5'’-])*")
_GAP = re.compile(r" |\u00a0")

# Words before which a noun phrase ends: function words, and verbs and participles that follow what is counted.
_STOPS = {
    "vi": """
        của và trước trong tại ở cho với để theo từ đến vào trên dưới về do bởi bằng khi mà thì là có được bị đã đang
        sẽ phải cần không chưa còn vẫn cũng này đó nói nêu gồm thuộc mỗi các những một sau giữa qua như hoặc nhằm ngoài
        so trở kể vừa đều cùng lại nữa làm nộp chia gửi đạt giảm tăng lắp đưa trả nâng rút đi""",
    "en": """
        of in on at by for from to with within under over per a an the as or and not no before after during until since
        between among into through without including such via this these those it they that which who whose whom shall
        will must may can could should would is are was were be been being has have had do does did when where while if
        than so each every all any both about up out only also yet still now""",
    "hi": """
        में से को का की के पर तक ने और या तथा एवं व जो जिन जिनमें कि है हैं था थे थी हो होंगे होगा होगी होना हुए हुई हुआ किए किया
        गए गया गई कर करने करना करें करेंगे उपलब्ध प्रशिक्षित जारी पूर्ण पूरा पूरे पूरी तैयार स्थापित आयोजित संचालित चलाने चलाएँ चलाई
        खोले खोलने लगाए लगाने बनाए बनाने दिए देने शामिल सम्मिलित ही भी अब इस उस यह वह प्रति हर प्रत्येक द्वारा सहित बाद पहले
        लाभान्वित दर्ज पदस्थ तैनात रहें रहे नियुक्त प्रशिक्षित कार्यरत""",
    "bn": """
        এবং ও বা যা যে এই সেই থেকে হতে জন্য মধ্যে দ্বারা সহ হয় হওয়া ছিল আছে করা করে করতে করার কেনা কিনতে চালু যুক্ত
        দেওয়া নেওয়া তৈরি স্থাপন খোলা বন্ধ প্রশিক্ষিত সম্পন্ন অন্তর্ভুক্ত নিবন্ধিত আটকে আসে চলে না নয় প্রতি প্রতিটি পর আগে কম
        বেশি নিয়ে দিয়ে গড়ে উচ্ছেদ মেরামত মেরামতের নির্মাণ নির্মাণের পুনর্নির্মাণ বিতরণ বিতরণের খনন সংস্কার সংস্কারের রোপণ সরবরাহ
        প্রদান প্রতিস্থাপন অবমুক্ত পরিদর্শন পরীক্ষা নিয়োগ নিয়োগের অপসারণ বাস্তবায়ন উদ্ধার নিষ্পত্তি
        সরাতে বাড়াতে কমাতে বসাতে পাঠাতে লাগাতে গঠন গঠনের আয়োজন ক্রয় সংগ্রহ হস্তান্তর হস্তান্তরের""",
}
# Two syllables that together are a verb, or a noun although one of them is a stop.
_VERBS_VI = """
    kết nối|tham gia|hoàn thành|sử dụng|thực hiện|triển khai|phát hành|hỗ trợ|quản lý|xây dựng|tổ chức|bao gồm|báo cáo
    |nâng cấp|kết thúc|thụ hưởng|bố trí|tiếp tục|tương ứng|tương đương|phát sinh|phát triển|tham mưu|bao phủ|vận hành
    |chuyên trách|đăng ký|gắn với|gắn mã|hướng dẫn|phục vụ|đáp ứng|bồi dưỡng|đào tạo|liên thông|cung cấp|áp dụng
    |duy trì|đặc trưng|tiêu biểu|đồng bộ|hiện đại"""
_NOUNS_VI = "văn bằng|bằng cấp|bằng sáng|bằng khen|chưa thành|có công|có nguy|không gian|đồng bằng|mặt bằng"
_ADJECTIVES_HI = """
    नए नये नई नया आवश्यक निजी सरकारी शासकीय ग्रामीण शहरी डिजिटल प्राथमिक माध्यमिक सामुदायिक अतिरिक्त प्रमुख बड़े
    छोटे अन्य मुख्य स्मार्ट ऑनलाइन विशेष कुल सक्रिय राजकीय सार्वजनिक"""
# What may follow a comma as one more thing counted: 42 xã, phường.
_MORE_VI = re.compile(
    r"(?:, (?:và )?| và )(?:phường|xã|thị trấn|thị xã|thành phố|đặc khu|huyện|quận|thôn|bản|tổ dân phố|ấp"
    r"|khu phố|ban|ngành|sở|cơ quan"
    r"|đơn vị|doanh nghiệp|cá nhân|tổ chức|hợp tác xã|hộ gia đình|cán bộ|công chức|viên chức|địa phương"
    r"|trường học)(?![^\W_])"
)
_MORE_EN = re.compile(
    r" and (?:[a-z]+ )?[a-z]{3,}(?<![su])s(?=[.,;:)]|$| (?:shall|will|must|of|in|for|before|are|have|were|that"
    r"|which|who|with|at|within|under)\b)"
)
_CLASSIFIERS = re.compile(r"(?:টির|টি|টা|খানা|খানি|জন|গুলি|গুলো)(?=[\s,])")
_CASE_BN = re.compile(r"(?:(?<!আদ)(?<!সম্প্রদ)ায\u09bc|গুলি|গুলো|গুলিতে|গুলোতে|গুলির|গুলোর|দের|কে|তে|ের|ে)\Z")
_WORK_BN = re.compile(r"(?:করণ|করণের|ায়ন|ায়নের)\Z")  # what is done with what is counted
_VERB_BN = re.compile(r"(?:ছে|ছেন|বে|বেন|ানো|ানোর|ছিল)\Z")
_VERB_HI = re.compile(r"(?<=[\u0915-\u0939]{2})वा(?:ए|ये|एं|एँ|यें|ने|ना)\Z|(?:ए|े|ये|ो|एँ|एं|ें)(?:ं|ँ)?(?:गा|गी|गे)\Z")
_PLURAL_HI = re.compile(r"(?:ों|ओं|एँ|एं|.{2}ें|याँ|यां)\Z")
_PLURAL_EN = re.compile(r"(?:[^su]s|ees|ves|people|children|staff|personnel|data|criteria|media)\Z")


@cache
def _stops(language: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", _STOPS[language]).split())


@cache
def _listed(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in unicodedata.normalize("NFC", words).split("|" if "|" in words else None))


def noun_behind(text: str, at: int, language: str | None, single: bool = False) -> str | None:
    """The noun phrase of at most five words at `at`, in the text's own words; None where there is none.

    It ends before the next verb, preposition, number or mark. `single` is for a count of one.
    """
    if classifier := _CLASSIFIERS.match(text, at):
        at = classifier.end()
    spans = _words(text, at)
    if not spans:
        return None
    language = _script(text[spans[0][0]], language)
    if (
        language == "en"
        and len(spans) > 1
        and text[slice(*spans[0])].lower() in ("more", "other", "further", "additional")
    ):
        spans = spans[1:]
    given = [unicodedata.normalize("NFC", text[start:end]).lower() for start, end in spans]
    given = given[: next((n for n in range(len(given)) if _ends(given, n, language)), len(given))][: _MOST[language]]
    count = {"vi": len, "en": lambda words: _english(words, single), "hi": _hindi, "bn": _bengali}[language](given)
    if not count:
        return None
    end = spans[count - 1][1]
    more = {"vi": _MORE_VI, "en": _MORE_EN}.get(language)
    while more and (another := more.match(text, end)):
        end = another.end()
    return text[spans[0][0] : end]


def goes_on_at(text: str, at: int) -> bool:
    """Whether a comma only parts things that are counted together: "cán bộ, công chức", "xã, phường"."""
    return _MORE_VI.match(text, at) is not None


def _script(first: str, language: str | None) -> str:
    if "\u0900" <= first <= "\u097f":
        return "hi"
    if "\u0980" <= first <= "\u09ff":
        return "bn"
    return "vi" if language == "vi" else "en"


def _words(text: str, at: int) -> list[tuple[int, int]]:
    """The next words that only spaces part."""
    spans: list[tuple[int, int]] = []
    while (
        len(spans) <= max(_MOST.values()) and (gap := _GAP.match(text, at)) and (word := _WORD.match(text, gap.end()))
    ):
        spans.append(word.span())
        at = word.end()
    return spans


def _ends(words: list[str], n: int, language: str) -> bool:
    """Whether a noun phrase ends before a word."""
    if language != "vi":
        if n and language == "bn" and _WORK_BN.search(words[n]):
            return True
        verb = {"bn": _VERB_BN, "hi": _VERB_HI}.get(language)
        return words[n] in _stops(language) or (verb is not None and verb.search(words[n]) is not None)
    pairs = (" ".join(words[n - 1 : n + 1]) if n else "", " ".join(words[n : n + 2]))
    if not _listed(_NOUNS_VI).isdisjoint(pairs):
        return False
    return words[n] in _stops(language) or (n > 0 and pairs[1] in _listed(_VERBS_VI))


def _english(words: list[str], single: bool) -> int:
    plural = [n for n, word in enumerate(words) if _PLURAL_EN.search(word)]
    if single or not plural:
        return len(words) if single or len(words) < 3 else 0
    last = plural[0]
    while last + 1 in plural:  # sports facilities
        last += 1
    return last + 1


def _hindi(words: list[str]) -> int:
    marked = next((n + 1 for n, word in enumerate(words) if _PLURAL_HI.search(word)), None)
    if marked:
        return marked
    adjectives = _listed(_ADJECTIVES_HI)
    described = len(words) > 1 and (words[1] in adjectives or words[1].endswith("े"))
    if described and words[0] not in adjectives and not words[0].endswith("े"):
        return 1
    return min(len(words), 2 + (len(words) > 1 and words[0] in adjectives))  # अतिरिक्त डीजल पम्प


def _bengali(words: list[str]) -> int:
    return next((n + 1 for n, word in enumerate(words) if _CASE_BN.search(word)), min(len(words), 3))
