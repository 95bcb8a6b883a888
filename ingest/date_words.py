"""The words of dates in Vietnamese, Hindi, Bengali and English, each under a one-letter code.

`dates` turns a sentence into a string of these codes and looks for patterns in it:

    d number of one or two digits   Y year (1900–2100)   n other number   w number in words   # "No."
    M name of a month   v "tháng"   m other words for month   D "ngày"   a other words for day   A working day
    k week   q quarter   h half year   H named half year   y year   s fiscal year   R roman numeral
    f first, early   l last, late   O second … fourth   b beginning   e end   g middle
    o ordinal ending   u "of" and its like   t "to", "from"   & "and"   T "date"   W "working"
    E every   C recurrence ("monthly")   L "times"   K "once", "twice"   Q "other", "alternate"   c "a", "per"
    B day of the week   P days of the week ("Fridays")   S "thứ"   F following   r this   j night   i school term
    X "calendar", "school"   I hour   J minute   p preposition or other small word of a relation   z cùng, tiên
    Z era of another calendar   N month of another calendar   U year of the sixty-year cycle
    _ white space   x anything else   ~ part of a date in another calendar
"""

from __future__ import annotations

from functools import cache

from ingest.digits import folded

_MONTHS = (
    "january jan janvari जनवरी জানুয়ারি জানুয়ারী জানুআরি",
    "february feb farvari फरवरी फरबरी फेब्रुवारी ফেব্রুয়ারি ফেব্রুয়ারী ফেব্রুআরি",
    "march mar मार्च মার্চ",
    "april apr अप्रैल अप्रेल এপ্রিল",
    "may मई",
    "june jun जून জুন",
    "july jul julai जुलाई जुलाइ জুলাই",
    "august aug agast अगस्त আগস্ট আগষ্ট অগাস্ট অগস্ট",
    "september sept sep sitambar सितंबर सितम्बर सितं সেপ্টেম্বর",
    "october oct aktubar अक्टूबर अक्तूबर अक्टुबर अक्टू अक्तू অক্টোবর",
    "november nov navambar नवंबर नवम्बर नवं নভেম্বর",
    "december dec disambar दिसंबर दिसम्बर दिसं ডিসেম্বর",
)
_NUMBERS = (
    "một one एक এক একটি",
    "hai two दो দু দুই দুটি",
    "ba three तीन তিন তিনটি",
    "bốn tư four चार চার চারটি",
    "five पांच पाँच পাঁচ পাঁচটি",  # Vietnamese năm is also "year"; `dates` tells them apart
    "sáu six छह छः छै ছয় ছয়টি",
    "bảy bẩy seven सात সাত সাতটি",
    "tám eight आठ আট আটটি",
    "chín nine नौ নয় নয়টি",
    "mười ten दस দশ দশটি",
    "eleven ग्यारह এগারো এগার",
    "twelve बारह বারো",
    "thirteen तेरह তেরো",
    "fourteen चौदह চৌদ্দ",
    "fifteen पंद्रह पन्द्रह পনেরো পনের",
    "sixteen सोलह ষোলো",
    "seventeen सत्रह সতেরো",
    "eighteen अठारह আঠারো",
    "nineteen उन्नीस ঊনিশ",
    "twenty बीस বিশ কুড়ি",
    "इक्कीस একুশ",
    "बाईस बाइस বাইশ",
    "तेईस তেইশ",
    "चौबीस চব্বিশ",
    "पच्चीस পঁচিশ",
    "छब्बीस ছাব্বিশ",
    "सत्ताईस সাতাশ",
    "अट्ठाईस আটাশ",
    "उनतीस ঊনত্রিশ",
    "thirty तीस ত্রিশ তিরিশ",
    "इकतीस একত্রিশ",
)
_ORDINALS = (
    "first đầu dau thứ_nhất पहला पहली पहले पहिले प्रथम शुरुआती প্রথম pehli pehle prothom",
    "second दूसरा दूसरी दूसरे द्वितीय দ্বিতীয় dusri",
    "third तीसरा तीसरी तीसरे तृतीय তৃতীয় tisri",
    "fourth चौथा चौथी चौथे चतुर्थ চতুর্থ chauthi",
    "fifth पांचवां पांचवीं पांचवें पाँचवां पाँचवाँ पाँचवीं पाँचवें পঞ্চম",
    "sixth छठा छठी छठे छठवें ষষ্ঠ",
    "seventh सातवां सातवीं सातवें সপ্তম",
    "eighth आठवां आठवीं आठवें অষ্টম",
    "ninth नौवां नौवीं नौवें नवें নবম",
    "tenth दसवां दसवीं दसवें দশম",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth पंद्रहवें",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_WEEKDAYS = {
    "MO": "monday सोमवार somvar somwar সোমবার sombar",
    "TU": "tuesday मंगलवार mangalvar mangalwar মঙ্গলবার mongolbar",
    "WE": "wednesday बुधवार budhvar budhwar বুধবার budhbar",
    "TH": "thursday गुरुवार गुरूवार बृहस्पतिवार वीरवार guruvar guruwar বৃহস্পতিবার brihospotibar",
    "FR": "friday शुक्रवार shukravar shukrawar শুক্রবার shukrobar",
    "SA": "saturday शनिवार shanivar shaniwar শনিবার shonibar",
    "SU": "sunday रविवार इतवार ravivar raviwar রবিবার রোববার robibar",
}
_RECURRENCES = {
    "daily": "daily दैनिक प्रतिदिन रोजाना रोज़ाना दैनंदिन দৈনিক প্রতিদিন প্রতিদিনের প্রতিদিনকার রোজ",
    "weekly": "weekly साप्ताहिक সাপ্তাহিক",
    "fortnightly": "fortnightly पाक्षिक পাক্ষিক",  # `recurrence` makes it "weekly", at an interval of two
    "monthly": "monthly मासिक प्रतिमाह माहवार মাসিক প্রতিমাসে প্রতিমাসের",
    "quarterly": "quarterly त्रैमासिक तिमाहीवार",
    "half-yearly": "biannual biannually semiannual semiannually अर्धवार्षिक अर्द्धवार्षिक षाण्मासिक ষাণ্মাসিক ষান্মাসিক অর্ধবার্ষিক",
    "yearly": "yearly annually annual वार्षिक सालाना प्रतिवर्ष বার্ষিক প্রতিবছর বাৎসরিক",
}
_WORDS = {
    "v": "tháng thang thg",
    "m": "month months महीना महीने महीनों महीनो माह माहों मास mahine mahino মাস mash",
    "D": "ngày ngay mùng mồng",
    "a": "day days दिन दिनों दिवस दिवसों din dino দিন দিবস dinon",
    "A": "कार्यदिवस कार्यदिवसों কার্যদিবস কর্মদিবস",
    "I": "giờ gio hour hours hrs घंटा घंटे घंटों घण्टा घण्टे घण्टों ঘণ্টা ঘন্টা",
    "J": "phút phut minute minutes मिनट मिनटों মিনিট",
    "k": "tuần tuan week weeks सप्ताह सप्ताहों हफ्ता हफ्ते हफ्तों সপ্তাহ",
    "q": "quý quy quarter quarters q तिमाही तिमाहियों त्रैमास প্রান্তিক কোয়ার্টার",
    "h": "nửa nua half h अर्धवर्ष छमाही",
    "y": "năm nam year years yr वर्ष वर्षों साल सालों सन सन् saal sal saler sale সাল বছর খ্রিস্টাব্দ",
    "s": "fy fiscal financial वित्तीय वित्त অর্থবর্ষ আর্থিক",  # value: the month in which it begins
    "l": "last final cuối cuoi अंतिम आखिरी आख़िरी শেষ শেষের antim shesh",
    "b": "early beginning start शुरुआत शुरू आरंभ প্রারম্ভ শুরু গোড়া",
    "e": "end late अंत अन्त ant समाप्ति समाप्त",
    "g": "mid middle giữa giua मध्य मध्यावधि মাঝামাঝি মধ্যভাগ",
    "u": "of the in के की का को में এর র er ke ki ka của cua",
    "t": "to through thru till until से se থেকে হতে theke đến den",
    "&": "and và va और तथा एवं व এবং ও আর",
    "T": "date dated तारीख तारीख़ तिथि दिनांक দিনাঙ্ক তারিখ tareekh tarikh",
    "W": "working business làm việc lam viec कार्य कामकाजी কার্য কর্ম",
    "E": "every each hằng moi mỗi हर प्रत्येक प्रति har প্রতি প্রত্যেক proti",
    "L": "lần lan đợt times time बार বার baar",
    "c": "a an per",
    "S": "thứ thu",
    "F": "following sau tiếp kế liền theo kề पরবর্তী পরের",
    "r": "this current nay này इस इसी चालू वर्तमान এ এই চলতি",
    "j": "night morning evening đêm sáng रात सुबह রাত সকাল",
    "i": "semester semesters सेमेस्टर সেমিস্টার",
    "X": "calendar consecutive लगातार",
    "z": "cùng cung tiên tien",
    "p": "trước truoc chậm cham nhất nhat muộn muon hơn vào vao là la không khong quá qua hết het hạn trong khi từ tu"
    " by on before not later than at latest during prior within from since after each's"
    " तक पूर्व भीतर अंदर होने আগে মধ্যে ভিতরে ভেতরে পর্যন্ত হওয়ার হবার নাগাদ",
    "#": "số so no nos number संख्या सं नं नंबर क्रमांक নং নম্বর সংখ্যা",
    "o": "st nd rd th ई ला ली रा री वां वीं वें ই লা শে রা ঠা য়া",
}
_TAKING_ENDINGS = (
    "মাস দিন দিবস কার্যদিবস কর্মদিবস সপ্তাহ প্রান্তিক কোয়ার্টার সাল বছর অর্থবর্ষ শেষ শুরু মাঝামাঝি তারিখ ঘণ্টা ঘন্টা মিনিট রাত সকাল সেমিস্টার"
)
# Months of the Indian national, Vikrami, Bengali and Islamic calendars, of those that are no common words as well.
_OTHER_MONTHS = (
    "चैत्र वैशाख ज्येष्ठ आषाढ़ श्रावण सावन भाद्र भाद्रपद भादो आश्विन अश्विन कार्तिक अग्रहायण मार्गशीर्ष अगहन पौष पूस माघ फाल्गुन फागुन"
    " मुहर्रम रजब शाबान रमजान शव्वाल जिलहिज्जा"
    " বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র মহররম রজব শাবান রমজান রমযান শাওয়াল জিলহজ জিলকদ"
    " chaitra vaisakha vaishakha vaisakh jyaistha jyaishtha jyeshtha asadha ashadha sravana shravana bhadra bhadrapada"
    " asvina ashvina ashwin kartik kartika agrahayana margashirsha pausa pausha poush magha magh phalguna falgun"
    " boishakh baishakh joishtho asharh srabon bhadro ogrohayon choitro muharram rajab shaban ramadan shawwal"
    " giêng chạp"
)
_ERAS = (
    "शक संवत संवत् सम्वत सम्वत् विक्रमी शकाब्द बुद्धाब्द हिजरी শকাব্দ বঙ্গাব্দ বুদ্ধাব্দ বিক্রমাব্দ সংবৎ হিজরি হিজরী"
    " saka shaka samvat sambat vikrami hijri hijrah bangabda shakabda"
)
_STEMS = "giáp ất bính đinh mậu kỷ canh tân nhâm quý"  # of the sixty-year cycle
_BRANCHES = "tý sửu dần mão thìn tỵ tị ngọ mùi thân dậu tuất hợi"
# Words that mean something only behind another: word → word before → entry; "" is for all others.
Entry = tuple[str, int | str]
_PAIRS: tuple[tuple[str, dict[str, Entry]], ...] = (
    ("nam", {"viet việt": ("x", 0), "": ("y", 0)}),
    (  # goods, a row, a bank, a customer …
        "hàng hang",
        {
            "ngân khách cửa nhà mặt đơn bán mua giao đặt bạn xếp lô kho chuyển nhập xuất ngan khach cua nha": ("x", 0),
            "": ("E", 1),
        },
    ),
    ("nhật", {"chủ": ("B", "SU")}),
    ("nhat", {"chu": ("B", "SU"), "": ("p", 0)}),
    ("thúc thuc", {"kết ket": ("e", 0)}),
    ("học hoc", {"năm nam": ("s", 9)}),
    ("tới toi", {"năm nam tháng thang tuần tuan": ("F", 1), "": ("t", 0)}),
    ("lịch lich", {"âm am phật phat": ("Z", 0)}),
    ("kỳ ky", {"định dinh": ("E", 0), "học hoc": ("i", 0)}),
    ("era", {"buddhist saka": ("Z", 0)}),
)
_BENGALI_ENDINGS = (
    "",
    *["র", "ের", "এর", "ে", "তে", "য়", "য়ে", "য়ের", "এ", "টি", "টির", "েই", "গুলি", "গুলো", "গুলিতে", "গুলোতে"],
)


def _form(word: str) -> str:
    return folded(word).text


@cache
def lexicon() -> dict[str, Entry]:
    """Folded word → (code, value). The value of months, number words and ordinals is the number."""
    words: dict[str, Entry] = {}

    def put(entries: str, code: str, value: int | str = 0, endings: tuple[str, ...] = ("",)) -> None:
        for word in entries.split():
            for ending in endings if "\u0980" <= word[0] <= "\u09ff" else ("",):
                words.setdefault(_form(word + ending), (code, value))

    for number, names in enumerate(_MONTHS, 1):
        put(names, "M", number, _BENGALI_ENDINGS)
    put("মে মের মেতে", "M", 5)  # no other ending: মেয়ে is a girl
    for number, names in enumerate(_NUMBERS, 1):
        put(names, "w", number)
    for number, names in enumerate(_ORDINALS, 1):
        put(names, "f" if number == 1 else "O", number)
    for recurrence, names in _RECURRENCES.items():
        put(names, "C", recurrence)
    put("শেষ", "l", 1, _BENGALI_ENDINGS)  # also "end"
    for code, names in _WORDS.items():
        put(names, code, 4 if code == "s" else 0)
    put("অর্থবছর", "s", 7, _BENGALI_ENDINGS)
    for word in _TAKING_ENDINGS.split():
        put(word, *words[_form(word)], _BENGALI_ENDINGS)
    put("sixty साठ ষাট", "w", 60)
    put("ninety नब्बे নব্বই", "w", 90)
    put("ত্রৈমাসিক", "q", "quarterly", _BENGALI_ENDINGS)  # the quarter itself, and what happens once in it
    put("पूर्वार्ध प्रथमार्ध প্রথমার্ধ", "H", 1, _BENGALI_ENDINGS)
    put("उत्तरार्ध দ্বিতীয়ার্ধ শেষার্ধ", "H", 2, _BENGALI_ENDINGS)
    words[_form("छमाही")] = ("h", "half-yearly")
    put("school academic शैक्षणिक", "X", 9)  # value: as of fiscal years; there is none but a word for them
    put("सत्र শিক্ষাবর্ষ", "s", 9, _BENGALI_ENDINGS)
    for day, names in _WEEKDAYS.items():
        put(names, "B", day, _BENGALI_ENDINGS)
        put(names.split()[0] + "s", "P", day)
    put("fortnight पखवाड़ा पखवाड़े पखवारे পাক্ষিকে", "k", 2)
    put("other alternate", "Q", 2)
    put("next अगले अगली आगामी আগামী", "F", 1)  # counted from the day of the document
    put("once একবার", "K", 1)
    put("twice দুবার দুইবার", "K", 2)
    put(_OTHER_MONTHS, "N", 0, _BENGALI_ENDINGS)
    put(_ERAS, "Z", 0, _BENGALI_ENDINGS)
    for number, roman in enumerate(("i", "ii", "iii", "iv"), 1):
        words[roman] = ("R", number)
    return words


@cache
def pairs() -> dict[str, dict[str, Entry]]:
    """Folded word → word before it → entry; "" stands for every other word before it."""
    table: dict[str, dict[str, Entry]] = {}
    branches: tuple[str, dict[str, Entry]] = (_BRANCHES, {_STEMS: ("U", 0)})
    for seconds, firsts in (*_PAIRS, branches):
        for second in map(_form, seconds.split()):
            table[second] = {"": ("x", 0)} | {
                word: entry for words, entry in firsts.items() for word in map(_form, words.split() or [""])
            }
    return table
