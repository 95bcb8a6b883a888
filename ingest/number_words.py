"""The words around numbers in Vietnamese, Hindi, Bengali and English: multipliers, units, relations, shares.

All are patterns over folded text (see `digits`), compiled when first needed.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.digits import folded

LATIN = r"a-zß-öø-ÿ\u0100-\u024f\u1e00-\u1eff"
WORD_END = rf"(?![{LATIN}\u0900-\u0963\u0980-\u09e5])"
BORDER = r"(?<![^\W\d_])(?<![\u0900-\u0963\u0980-\u09e5])"

_MULTIPLIERS = (
    (10**2, "hundred|trăm|सौ|শত|শ"),
    (10**3, "nghìn|ngàn|nghin|thousand|हजार|हज़ार|হাজার|hajar|hazar"),
    (10**5, "lakhs?|lacs?|लाख|লক্ষ|লাখ"),
    (10**6, "triệu|trieu|millions?|mn|मिलियन|মিলিয়ন|নিযুত"),
    (10**7, "crores?|करोड़|করোড়|কোটি|koti"),
    (10**9, "tỷ|tỉ|ty|billions?|bn|बिलियन|अरब|বিলিয়ন|শতকোটি"),
    (10**11, "खरब"),
    (10**12, "trillions?|ट्रिलियन|ট্রিলিয়ন|নিখর্ব"),
)
UNITS = (
    (
        "pp",
        r"điểm phần trăm|điểm %|diem phan tram|percentage points?|प्रतिशत (?:बिंदु|बिन्दु|अंक(?= (?:अधिक|कम|ज्यादा"
        r"|की वृद्धि|की कमी|की बढ|की गिर|बढ|घट|ऊपर|नीचे)))|শতাংশ (?:বিন্দু|পয়েন্ট)",
    ),
    ("%", r"%|٪|phần trăm|phan tram|per ?cent|प्रतिशत|फीसदी|फीसद|শতাংশ|পার্সেন্ট"),
    (
        "USD",
        r"usd|us ?\$|us dollars?|dollars?|\$|đô la mỹ|đô la|do la|đô(?! thị)|अमेरिकी डॉलर|अमरीकी डॉलर|डॉलर"
        r"|মার্কিন ডলার|আমেরিকান ডলার|ডলার",
    ),
    (
        "VND",
        r"vnd|vnđ|đồng việt nam|đồng(?! (?:chí|bào|thời|bộ|nghiệp))|₫|đ(?![\w])|(?:वियतनामी|भियतनामी) डोंग|डोंग(?! नाई)"
        r"|(?:ভিয়েতনামী|ভিয়েতনামি) ডং|ডং(?![\u0980-\u09ff])|vietnamese dong"
        r"|(?:(?<=million )|(?<=billion )|(?<=thousand )|(?<=trillion ))dong",
    ),
    ("INR", r"inr|rs\.?|rupees?|रुपये|रुपए|रुपया|रूपये|रु\.?(?![\u0900-\u097f])|₹|রুপি"),
    ("BDT", r"bdt|taka|tk\.?|টাকা|৳|टका"),
    ("EUR", r"eur|euros?|€|यूरो|ইউরো"),
    ("people", r"người|nguoi|people|persons?|लोगों|लोग|व्यक्तियों|व्यक्ति|জন(?![\u0980-\u09ff])|মানুষ|ব্যক্তি"),
    (
        "working days",
        r"ngày làm việc|ngay lam viec|(?:working|business) days?|कार्य ?-?दिवस(?:ों)?|कार्यदिवस(?:ों)?"
        r"|कार्य दिन(?:ों)?|কার্যদিবস|কর্মদিবস"
        r"|কার্য দিবস|কর্ম দিবস",
    ),
    ("days", r"ngày|days?|दिनों|दिन(?!ां)|दिवस(?:ों)?|দিন(?!াজ)|দিবস"),
    ("minutes", r"phút|phut|minutes?|mins?|मिनट(?:ों)?|মিনিট"),
    ("hours", r"giờ|hours?|hrs?|h(?![\w])|घंटे|घंटों|घण्टे|घण्टों|ঘণ্টা|ঘন্টা"),
    ("weeks", r"tuần|weeks?|सप्ताह(?:ों)?|हफ्ते|हफ्तों|সপ্তাহ"),
    ("months", r"tháng|months?|महीने|महीनों|माह|মাস"),
    ("years", r"năm|years?|वर्षों|वर्ष|साल|বছর"),
    ("km", r"km(?![²2\w])|ki-lô-mét|kilomet(?:re|er)s?|किलोमीटर|किमी|কিলোমিটার|কিমি"),
    ("ha", r"ha(?![\w])|héc-ta|hecta(?!r)|hectares?|हेक्टेयर|হেক্টর"),
    ("tons", r"tấn|(?:metric )?(?:tonnes?|tons?)|(?:मीट्रिक |मैट्रिक )?टन|(?:মেট্রিক )?টন"),
    ("GB", r"gb(?![\w])|gigabytes?|गीगाबाइट|গিগাবাইট"),
)
_NOT_ALONE = ("h(?![\\w])|",)  # letters that mean a unit only behind a number

# Phrases right before a number.
_BEFORE = {
    ">=": "ít nhất|ít nhất là|it nhat|tối thiểu|tối thiểu là|toi thieu|không dưới|không ít hơn|không thấp hơn"
    "|at least|minimum"
    "|minimum of|a minimum of|no less than|not less than|no fewer than|not fewer than"
    "|कम से कम|न्यूनतम|कम-से-कम|kam se kam|কমপক্ষে|অন্তত|ন্যূনতম|ন্যুনতম|komopokkhe",
    "<=": "tối đa|tối đa là|toi da|không quá|không vượt quá|không hơn|không trên|khong qua|nhiều nhất"
    "|cao nhất là|at most|maximum"
    "|maximum of|a maximum of|no more than|not more than|no longer than|not longer than|no later than"
    "|not later than|up to"
    "|not exceed|not exceeding|trong vòng|trong thời hạn|within|अधिकतम|अधिक से अधिक|ज्यादा से ज्यादा|सर्वाधिक"
    "|adhiktam|সর্বোচ্চ|সর্বাধিক|অনধিক|shorboccho",
    ">": "trên|hơn|vượt|vượt quá|lớn hơn|cao hơn|more than|over|above|exceed|exceeds|exceeding|greater than"
    "|higher than|beyond"
    "|के ऊपर",
    "<": "dưới|thấp hơn|ít hơn|chưa đến|less than|under|below|fewer than|lower than",
    "~": "khoảng|gần|xấp xỉ|about|around|approximately|nearly|roughly|almost|लगभग|करीब|तकरीबन|প্রায়|আনুমানিক",
}
_SIGNS = {">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", ">": ">", "<": "<", "≈": "~", "~": "~"}
# What may stand between such a phrase and its number.
_SKIPPED = {"mức", "the", "mốc", "शतकरा", "শতকরা", "us$", "us", "$", "₹", "rs", "rs.", "€", "৳"}
_LONGEST_PHRASE = 4  # words
_NOT_BN = r"(?: (?:হবে|হওয়া|করা|রাখা|যাবে|চলবে|থাকবে|লাগবে))*(?: না| নয়| নহে)"
_NOT_HI = r"(?: (?:न|नहीं))"
BEHIND: tuple[tuple[str, str], ...] = (
    (
        "<=",
        r"trở xuống|tro xuong|or (?:less|fewer|below|under)|या (?:उससे|इससे) कम|বা (?:তার|এর) কম|বা (?:তার"
        rf"|এর) (?:চেয়ে )?কম|तक सीमित|से (?:अधिक|ज्यादा){_NOT_HI}|(?:এর|ের|র)? ?(?:চেয়ে |থেকে )?(?:বেশি|অধিক){_NOT_BN}",
    ),
    (
        ">=",
        r"trở lên|tro len|or (?:more|above|higher|greater)|and (?:above|over)|या (?:उससे|इससे|उस से) (?:अधिक"
        r"|ज्यादा|ऊपर)|या (?:अधिक|ज्यादा)|और (?:उससे )?अधिक"
        r"|বা (?:তার|এর|তারও|তদ) ?(?:চেয়ে )?(?:বেশি|অধিক|ঊর্ধ্বে)|বা ততোধিক|কিংবা তার বেশি|अथवा अधिक"
        rf"|से कम{_NOT_HI}|(?:এর|ের|র) ?(?:চেয়ে |থেকে )?কম{_NOT_BN}",
    ),
    (
        ">",
        r"से (?:अधिक|ज्यादा|ऊपर|भी अधिक)|से बढ़कर|से ज़्यादा|(?:এর|ের|র)? ?(?:চেয়ে |থেকে )?(?:বেশি|অধিক"
        r"|ঊর্ধ্বে|উপরে)",
    ),
    ("<", r"से (?:कम|नीचे)|(?:এর|ের|র)? ?(?:চেয়ে |থেকে )?(?:কম|নিচে)"),
)

# Changes: by how much. A level that is changed to ("tăng lên 80%", "reduced to 20") is none.
RISES = r"tăng|nâng|increas\w*|rais\w+|ris(?:e|es|en|ing)|rose|grow\w*|grew|बढ़\w*|बढ़\S*|वृद्धि|বাড়\S*|বেড়ে\S*|বৃদ্ধি|উন্নীত"
FALLS = (
    r"giảm|cắt giảm|hạ|rút ngắn|reduc\w+|cut|cuts|cutting|decreas\w*|lower\w*|shorten\w*|fall\w*|fell|drop\w*"
    r"|घट\S*|कमी|कटौती"
    r"|কমা\S*|কমি\S*|কমে\S*|হ্রাস"
)
_STEP = (
    r"(?: (?:thêm|ít nhất|tối thiểu|tối đa|khoảng|hơn|gần|trên|được|bình quân|mức|by|at least|about|some"
    r"|nearly|over|up to))*"
)
CHANGE_BEFORE = (
    rf"{BORDER}(?:(?P<rise>tăng(?: trưởng)?|tang)|(?P<fall>cắt giảm|giảm|rút ngắn|giam)){_STEP}\s*\Z"
    r"|(?:(?P<rise3>increase|rise|growth)|(?P<fall3>decrease|reduction|cut|drop)) of(?: (?:at least|about|some"
    r"|nearly|over|up to))*\s*\Z"
    rf"|(?:(?P<rise2>increas\w*|rais\w+|ris(?:e|es|en|ing)|rose|grow\w*|grew)|(?P<fall2>reduc\w+|cut|cuts|cutting|decreas\w*"
    rf"|lower\w*|shorten\w*|fall\w*|fell|drop\w*))(?: [^\s.;]+){{0,7}} by(?: (?:at least|about|some|nearly|over"
    rf"|up to|a further))*\s*\Z"
)
CHANGE_BEHIND = (
    r"[ ](?:(?P<rise>increase|rise|growth|more|higher)|(?P<fall>reduction|decrease|cut|drop|fewer|less|lower)"
    r"|(?:की )?(?:(?P<rise2>वृद्धि|बढ़ोतरी|बढ़\S*)|(?P<fall2>कमी|कटौती|गिरावट|घट\S*|कम कर\S*|कम कि\S*|कम हो\S*))"
    r"|(?:(?P<rise3>বেশি(?! (?:হবে না|নয়|হওয়া))|বৃদ্ধি|বাড়\S*|বেড়ে\S*)|(?P<fall3>কম(?! (?:হবে না|নয়|হওয়া))|কমা\S*"
    r"|কমি\S*|কমে\S*|হ্রাস)))"
    r"(?![^\W_])|[ ](?:अंक |बिंदु )?(?:(?P<rise4>अधिक|ज्यादा)|(?P<fall4>कम))(?![\u0900-\u097f])"
)

_MOVING = (
    "tăng",
    "giảm",
    "rút ngắn",
    "tang ",
    "giam ",
    " by ",
    "e of ",
    "n of ",
    "t of ",
    "h of ",
    "p of ",
)  # without one of these, nothing before a number tells of a change


def may_change(form: str) -> bool:
    return any(word in form for word in _MOVING)


# Shares in words, in hundredths; "the first half of 2026" is none.
SHARES: tuple[tuple[str, str], ...] = (
    ("50", r"một nửa|mot nua|phân nửa|(?<!first )(?<!second )(?<!other )(?<!last )half(?= of| the)|आधे|आधा|आधी|অর্ধেক"),
    ("33.33", r"một phần ba|(?:one|a)[ -]third(?= of|s)?|एक[ -]तिहाई|এক[ -]তৃতীয়াংশ"),
    ("66.67", r"hai phần ba|two[ -]thirds|दो[ -]तिहाई|দুই[ -]তৃতীয়াংশ"),
    ("25", r"một phần tư|(?:one[ -]|a )quarter(?= of)|एक[ -]चौथाई|এক[ -]চতুর্থাংশ"),
    ("75", r"ba phần tư|three[ -]quarters|तीन[ -]चौथाई|তিন[ -]চতুর্থাংশ"),
    ("20", r"một phần năm|(?:one|a)[ -]fifth(?= of)|পঞ্চমাংশ"),
)
SHARE_WORDS = frozenset(
    folded(
        "nửa nua phần half third thirds quarter quarters fifth आधे आधा आधी तिहाई चौथाई অর্ধেক তৃতীয়াংশ চতুর্থাংশ পঞ্চমাংশ"
    ).text.split()
)


def plain(pattern: str) -> str:
    """The pattern as the folded text spells it."""
    return folded(pattern, lower=False).text


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(plain(pattern))


WITHIN_BEHIND = r" (?:के )?(?:भीतर|अंदर)(?![\u0900-\u097f])|(?:ের|র)? মধ্যে(?![\u0980-\u09ff])"


@cache
def multiplier() -> re.Pattern[str]:
    """The group that matches is `e` and the power of ten."""
    words = "|".join(f"(?P<e{len(str(value)) - 1}>{plain(words)})" for value, words in _MULTIPLIERS)
    # After a word no letter may follow: "5 ty" is not "5 types", and a vowel sign continues a word.
    return re.compile(rf"[ -]?(?:{words})(?=(?:েরও|ের|টির|টি|র)?{WORD_END})")


@cache
def unit_behind() -> re.Pattern[str]:
    """The group that matches is `u` and the place in `UNITS`."""
    words = "|".join(f"(?P<u{at}>{plain(words)})" for at, (_, words) in enumerate(UNITS))
    return re.compile(rf"[ -]?(?:{words})(?![{LATIN}])")


@cache
def currency_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<USD>us ?\$|usd|\$)|(?P<INR>₹|rs\.?|inr|रु\.?|रुपये)|(?P<VND>vnd|₫)|(?P<BDT>৳|tk\.?|bdt)"
        r"|(?P<EUR>€|eur)|(?P<percent>শতকরা)) ?\Z"
    )


@cache
def unit_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each unit with the pattern of its words, wherever they stand."""
    border, end = r"(?<![^\W\d_])", r"(?![^\W\d_])(?![\u093a-\u094f\u09bc-\u09cd])"
    found = []
    for unit, pattern in UNITS:
        for letters in _NOT_ALONE:
            pattern = pattern.replace(letters, "")
        found.append((unit, re.compile(rf"{border}(?:{plain(pattern)}){end}")))
    return tuple(found)


@cache
def _phrases() -> dict[str, str]:
    return {plain(phrase): relation for relation, phrases in _BEFORE.items() for phrase in phrases.split("|")}


def relation_before(form: str, start: int) -> str | None:
    """The relation that the words right before a number at `start` give it."""
    tokens = form[max(0, start - 40) : start].split()
    while tokens and tokens[-1] in _SKIPPED:
        tokens.pop()
    if not tokens:
        return None
    for count in range(_LONGEST_PHRASE, 0, -1):
        if relation := _phrases().get(" ".join(tokens[-count:]).lstrip("(\"“'[")):
            return relation
    return _SIGNS.get(tokens[-1][-2:]) or _SIGNS.get(tokens[-1][-1:])


@cache
def relation_behind() -> re.Pattern[str]:
    """The group that matches is `r` and the place in `BEHIND`."""
    words = "|".join(f"(?P<r{at}>{plain(words)})" for at, (_, words) in enumerate(BEHIND))
    return re.compile(rf"[ ]?-?(?:[^\W\d_][\w\u0900-\u09ff]*[ ]){{0,2}}?(?:{words}){WORD_END}")
