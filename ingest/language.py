"""Which language a text or a question is in, Romanised Hindi and Bengali and unaccented Vietnamese included."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class QuestionLanguage:
    code: str  # "vi", "hi", "bn", "en", another ISO 639-1 code, or "und"
    romanised: bool = False  # Hindi or Bengali in Latin letters, Vietnamese without its accents


# First and last code point of scripts that tell the language, or nearly so.
_SCRIPTS = (
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x1780, 0x17FF, "km"),
    (0x10A0, 0x10FF, "ka"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x04FF, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x3040, 0x30FF, "ja"),
    (0xAC00, 0xD7AF, "ko"),
    (0x4E00, 0x9FFF, "zh"),
)
_NEIGHBOURS = {  # words that tell languages of one script apart
    "hi": {"mr": "आहे आहेत आणि नाही होते झाली करण्यात येथे", "ne": "छ छन् गरेको भएको हुनेछ गर्न तथा भने हरू"},
    "bn": {"as": "আৰু কৰা হৈছে পৰা"},
}
_WORDS = {
    "en": "the of and is are was were what which who when where how why whom whose does did do has have had "
    "will would should shall must can could may "
    "for from with by about into under after before between during until since this that these those there "
    "their its it he she they you your we our my "
    "in on at to as be been an a or not if than then any each all many much long often some name give tell "
    "list please explain show according issued issue "
    "date deadline document resolution directive decision plan report circular law say says said mention per "
    "over up out also following",
    "vi": "của và là các cho trong được có những với không đến này về người một khi theo ngày tháng năm nào "
    "gì ai bao nhiêu mấy thế sao đâu "
    "phải đã sẽ tại do từ trên dưới như ở hay hoặc cơ quan ban hành kế hoạch nghị quyết chỉ thị quyết định "
    "thực hiện việc số",
    "fr": "le la les des est une du dans pour que qui avec sur sont pas cette aux et quelle quel",
    "es": "el los las del una que en por con para está como más pero fue qué cuál cuándo",
    "de": "der die das und ist nicht mit von den dem ein eine auf für wird welche wann",
    "pt": "não os das dos uma para com que por mais foi são qual quando",
    "id": "yang dan di ini itu untuk dengan dari pada adalah tidak akan dalam oleh apa kapan",
}
_ROMAN_HINDI = (
    "hai hain hoon tha thi the_ ka ki ke ko se mein me par tak kya kab kahan kahaan kaun kaunsa kaunsi "
    "kaun_sa kis kisne kise kiska kiski kiske kitna kitne "
    "kitni kyon kyun kyu kaise kaisa kaisi kin kinhe aur ya lekin magar nahi nahin na yah yeh ye vah woh wo "
    "ve is_ us_ iska iske iski uska uske uski inka unka "
    "jo jab jis jise jiske agar toh bhi hi_ sirf liye liya diya di_ gaya gayi gaye kiya karna karne karta "
    "karti karte karein kare karenge hoga hogi honge hota "
    "hoti hote hua hui hue jayega jayegi jaye jana jaane raha rahi rahe sakta sakte sakti chahiye dwara "
    "anusar antargat sambandhit pehle pahle baad bina saath "
    "sabhi kuch koi sab apna apne apni batao bataiye bataye batayein dijiye kijiye kripya kul adhik kam zyada "
    "lagu jari jaari tareekh tarikh din mahine saal "
    "varsh samiti sarkar sarkari mantralay mantri pradhanmantri yojana sankalp nirdesh nirnay pariyojana "
    "karyakram vibhag adhikari karmchari nagar jila rajya "
    "desh naam sankhya praman lakshya pratishat ab abhi tab wala wale wali ek do_ teen chaar paanch ant antim "
    "shuru uplabdh report_ ne"
)
_ROMAN_BENGALI = (
    "ki_ ke_ kobe kokhon kothay kothai kon kono konta kongulo koto kotogulo koyti koto_din keno kemon kibhabe "
    "kader kar kara kake kise ar ebong ba kintu jodi "
    "tahole na nei noy ache achhe ase chhilo chilo hoy hoye hoyeche hoyechhe hoyechhilo hoyechilo hobe hote "
    "holo hochhe hocche kora kore koreche korechhe "
    "korechhilen korechen korechhen korte korben korbe korar koren bola boleche bolechen bolechhen dewa deoa "
    "diyeche diyechen dite jabe jay jaabe parbe parben "
    "pare paren thakte thakbe thake jari jonno jonyo theke porjonto modhye moddhe sathe shathe songe por_ "
    "pore age aage er_ te_ ta_ ti_ gulo ei oi sei eta ota "
    "seta tar tader amar amader apnar apnader apni tumi ami tini tara jara je jinish kichu shob sob protyek "
    "proti protiti shudhu matro shorboccho komopokkhe "
    "koyekti bochor bochhor mash din_ tarikh sal saler sale prokolpo porikolpona siddhanto nirdeshona somiti "
    "committee_r sorkar sorkari montri montronaloy "
    "prodhan prodhanmontri prodesh prodeshe karjodol karjodoler boithok sommelon sommelone lokkho shotangsho "
    "dorkar dorkari nam naam_ bolun janan janaben "
    "bideshi bisoy bishoye onujayi bortoman ekhon ekhono notun shesh prothom somoy karon"
)
_BENGALI_FORMS = re.compile(
    r"(?:chhe|chhen|chhilo|chhilen|echen|eche|bole|bar|ben|olo|iye|guli|gulo|gulor|gulir|eder|oder|ndho|kolpo"
    r"|kolpona|oshto|ttito)$|^(?:por|pro|sho|bi)[a-z]*o$"
)
_HINDI_FORMS = re.compile(
    r"(?:aayen|ayen|iyon|iyan|aon|ein|enge|egi|ega|iye|iyega|yega|yegi|aana|vaan|wala|wali|wale|tiyon|kaal)$"
)
_UNACCENTED = (
    "cua va la cac cho trong duoc co nhung voi khong den nay ve nguoi mot khi theo ngay thang nam nao gi ai "
    "bao nhieu may dau phai da se tai tu "
    "tren duoi nhu hay hoac co_ quan ban hanh ke hoach nghi quyet chi thi dinh thuc hien viec so truoc sau "
    "con het han bo tinh thanh pho uy nhan dan chinh phu "
    "thu tuong chu tich vao van de an muc tieu linh vuc giai doan trien khai nhiem vu bao_ cao hoi tham gia "
    "chuyen doi khoa hoc cong nghe don vi "
    "xa hoi kinh te phat_ doanh nghiep ty le dat toi thieu da_ vay the thi luc gio lam tham_ quyen quy_ phep "
    "thue giam ap dung"
)
# A Vietnamese syllable without accents: onset, vowels, coda.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|th|tr|ch|kh|ph|gh|gi|qu|[bcdghklmnprstvx])?(?:uye|uya|oai|oay|uoi|uou|ieu|yeu|uay|oeo|ia|ie"
    r"|iu|ua|ue|ui|uo|uu|uy|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|ye|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_word = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_READ = 20_000  # characters, more do not change the answer
_abbreviation = re.compile(r"\W*[A-ZĐ]{2,}[A-Za-z]{0,2}\W*")


def _without_codes(text: str) -> str:
    """The text without document numbers, addresses and abbreviations, which say nothing about the language."""
    shouted = text.isupper()
    return " ".join(
        part
        for part in text.split()
        if not (
            part.startswith(("http:", "https:"))
            or "@" in part
            or (("-" in part or "/" in part) and any(map(str.isdecimal, part)))
            or (not shouted and _abbreviation.fullmatch(part))
        )
    )


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = {code: frozenset(words.split()) for code, words in _WORDS.items()}
    # A trailing underscore marks a word too ambiguous to count; it is kept in the list as a note.
    for code, words in (("hi-latn", _ROMAN_HINDI), ("bn-latn", _ROMAN_BENGALI), ("vi-ascii", _UNACCENTED)):
        lists[code] = frozenset(word for word in words.split() if "_" not in word)
    return lists


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, "und" where it does not show. Reads its beginning only."""
    text = text[:_READ]
    code = _by_script(text)
    return code if code is not None else _latin(_without_codes(text))


def _by_script(text: str) -> str | None:
    """The language by script; None for Latin letters, which lose to another script that has a third of their number."""
    counts: dict[str, int] = {}
    latin = 0
    for char in text:
        if char < "\u0250" or "\u1e00" <= char <= "\u1eff":
            latin += char.isalpha()
            continue
        number = ord(char)
        for low, high, code in _SCRIPTS:
            if low <= number <= high:
                counts[code] = counts.get(code, 0) + 1
                break
    if not counts:
        return None
    if counts.get("ja", 0) and counts.get("zh", 0):
        counts["ja"] += counts.pop("zh")
    code = max(counts, key=lambda name: counts[name])
    if 3 * counts[code] < latin:
        return None
    words = set(re.findall(r"[^\s।,.;:!?()\"'–-]+", text)) if code in _NEIGHBOURS else set()
    for other, marks in _NEIGHBOURS.get(code, {}).items():
        if len(words & set(marks.split())) >= 2 or (other == "as" and ("ৰ" in text or "ৱ" in text)):
            return other
    return code


def _is_vietnamese(word: str) -> bool:
    """Whether a word bears marks that, among common languages, Vietnamese alone writes."""
    if word.isascii():
        return False
    parts = unicodedata.normalize("NFD", word)
    if any(char in "đĐơưƠƯ\u031b" for char in parts) or "ă" in unicodedata.normalize("NFC", word.lower()):
        return True
    tones = sum(char in _TONES for char in parts)
    marks = sum(unicodedata.combining(char) != 0 for char in parts)
    return marks > tones > 0 or "\u0309" in parts or "\u0323" in parts


def _latin(text: str) -> str:
    words = [word.lower() for word in _word.findall(unicodedata.normalize("NFC", text))]
    if not words:
        return "und"
    lists = _lists()
    accented = sum(map(_is_vietnamese, words))
    scores = {code: sum(word in lists[code] for word in words) for code in _WORDS}
    scores["vi"] = max(accented, scores["vi"] if accented else 0)
    plain = sum(word in lists["vi-ascii"] and _SYLLABLE.fullmatch(word) is not None for word in words)
    if sum(_SYLLABLE.fullmatch(word) is not None for word in words) >= 0.8 * len(words) and plain >= 0.15 * len(words):
        scores["vi"] = max(scores["vi"], plain)
    best = max(scores, key=lambda code: scores[code])
    if not scores[best]:
        return "en" if len(words) > 2 and all(map(str.isascii, words)) and plain == 0 and len(words) < 12 else "und"
    return best


def detect_question(text: str, default: str = "und") -> QuestionLanguage:
    """The language in which a question is asked, whatever it names: numbers and names of documents do not count,
    and function words decide. `default` where nothing is said but a number or a name."""
    text = text[:_READ]
    script = _by_script(text)
    if script is not None:
        return QuestionLanguage(script)
    bare = _without_codes(unicodedata.normalize("NFC", text))
    words = _word.findall(bare)
    if not words:
        return QuestionLanguage(default)
    scores = _scores(words)
    best = max(scores, key=lambda code: scores[code])
    if scores[best] <= 0:
        return QuestionLanguage(_unsaid(words, default))
    code, _, form = best.partition("-")
    return QuestionLanguage(code, bool(form))


def _scores(words: list[str]) -> dict[str, float]:
    """Votes of words: a function word of one language counts 1, of several less; names (capitals inside) hardly."""
    lists = _lists()
    scores: dict[str, float] = dict.fromkeys(("en", "vi", "hi-latn", "bn-latn", "vi-ascii"), 0.0)
    names = [at > 0 and word[0].isupper() for at, word in enumerate(words)]
    for word, name in zip(words, names, strict=True):
        lower = word.lower()
        if _is_vietnamese(word):
            scores["vi"] += 0.4 if name else 1.2
            continue
        if not word.isascii() and lower in lists["vi"]:
            scores["vi"] += 1.0
            continue
        owners = [code for code in ("en", "hi-latn", "bn-latn", "vi-ascii") if lower in lists[code]]
        if not owners:
            scores["bn-latn"] += 0.6 * bool(_BENGALI_FORMS.search(lower))
            scores["hi-latn"] += 0.6 * bool(_HINDI_FORMS.search(lower))
        for code in owners:
            scores[code] += (0.3 if name else 1.0) / len(owners)
    common = [word.lower() for word, name in zip(words, names, strict=True) if not name]
    fitting = sum(_SYLLABLE.fullmatch(word) is not None or _is_vietnamese(word) for word in common)
    share = fitting / len(common) if common else 0.0
    # Vietnamese is written in syllables: where most words are none, chance likenesses ("ban", "an") are not it.
    scores["vi-ascii"] *= 1.5 if share >= 0.9 else 1.0 if share >= 0.8 else 0.3
    if scores["vi"] and share >= 0.75:
        scores["vi"] += scores["vi-ascii"]
        scores["vi-ascii"] = 0.0
    return scores


def _unsaid(words: list[str], default: str) -> str:
    if len(words) >= 3 and all(word.isascii() for word in words) and not all(word[0].isupper() for word in words):
        return "en"
    return default
