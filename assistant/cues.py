"""Which words tell what a question asks for, by language; Romanised and undiacritised forms stand with their language.

Matching is on folded text (`ingest.digits.fold`). Python's `\\b` splits Indic words at their vowel signs, so the
borders of a word are written out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.digits import fold

_SIGNS = r"\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
BEFORE = rf"(?<![^\W_])(?<![{_SIGNS}])"
AFTER = rf"(?![^\W_])(?![{_SIGNS}])"


def pattern(lists: Mapping[str, Sequence[str]], language: str) -> re.Pattern[str]:
    """Any of a language's phrases as whole words of a folded text; of all languages, where that one has none."""
    phrases = lists.get(language) or [phrase for phrases in lists.values() for phrase in phrases]
    alternatives = "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(f"{BEFORE}(?:{alternatives}){AFTER}")


# date: also a period; often: how often; agency: a body or a person; percent: a share; number: also a level.
WANTS: dict[str, dict[str, list[str]]] = {
    "date": {
        "en": [
            "by when", "and when", "since when", "by what date", "what date", "which date", "date of", "dated",
            "its date", "the date",
            "on what day", "which day", "deadline", "due date", "due", "how soon", "how long",
            "what year", "which year", "by which year", "for which years", "which years",
            "what period", "which period", "implementation period", "time limit", "until when", "since when",
            "what month", "which month", "which quarter", "what quarter", "effective from", "take effect",
        ],
        "vi": [
            "khi nào", "bao giờ", "ngày nào", "ngày tháng nào", "ngày tháng năm nào", "ngày bao nhiêu", "ngày mấy",
            "hôm nào", "năm nào", "tháng nào", "quý nào", "quý mấy", "năm bao nhiêu", "thời hạn", "hạn chót",
            "hạn cuối", "hạn nộp", "kỳ hạn", "giai đoạn nào", "thời gian nào", "bao lâu", "chậm nhất", "muộn nhất",
            "lúc nào", "từ ngày", "trong thời gian", "khi nao", "bao gio", "ngay nao", "ngay bao nhieu",
            "ngay thang nam nao", "nam nao", "thang nao", "quy nao", "thoi han", "han chot", "han cuoi",
            "giai doan nao", "bao lau", "cham nhat", "nam bao nhieu", "tu ngay",
        ],
        "hi": [
            "कब", "कब तक", "तारीख", "तारीख़", "तिथि", "दिनांक", "किस दिन", "किस वर्ष", "किस साल", "किस माह",
            "किस महीने", "समय सीमा", "समय-सीमा", "समयसीमा", "अंतिम तिथि", "अवधि", "कितने समय",
             "किस तिमाही", "कितने दिन", "कितने दिनों", "kab", "kab tak", "tareekh",
            "tarikh", "kis din", "kis saal", "kis varsh", "samay seema", "kitne din", "kitne samay",
        ],
        "bn": [
            "কবে", "কবের", "কবেকার", "কখন", "তারিখ", "তারিখে", "তারিখের", "তারিখটা", "কোন সাল", "কোন সালের", "কোন সালে",
            "কোন বছর", "কোন মাস", "শেষ সময়", "সময়সীমা", "শেষ তারিখ", "মেয়াদ", "মেয়াদের", "সময়কাল", "সময়কালের",
            "কত দিন", "কতদিন", "কত দিনের", "কোন ত্রৈমাসিক",  "kobe", "kokhon", "tarikhe", "kon sal",
            "kon bochor", "shomoyshima", "koto din", "kotodin", "meyad", "tarikh",
        ],
    },
    "agency": {
        "en": [
            "who", "whom", "whose", "which agency", "which agencies", "which body", "which bodies",
            "which department", "which ministry", "which office", "which official", "which unit",
            "which organisation", "which organization", "which committee", "responsible", "in charge", "who leads",
            "name the", "names of", "what body", "what agency", "lead agency",
            "which offices",
        ],
        "vi": [
            "ai", "cơ quan nào", "đơn vị nào", "bộ nào", "sở nào", "ban nào", "ủy ban nào", "tổ chức nào", "do ai",
            "ai là", "người nào", "của ai", "chịu trách nhiệm", "cơ quan chủ trì", "đơn vị chủ trì", "cấp nào",
            "chức danh nào", "thủ tướng nào", "chủ tịch nào", "co quan nao", "don vi nao", "bo nao", "so nao",
            "to chuc nao", "chu tri", "chiu trach nhiem", "phong nao", "phòng nào", "do ai", "ai",
            "những cơ quan nào", "những ai",
        ],
        "hi": [
            "कौन", "किसने", "किसे", "किसको", "किसका", "किसकी", "किसके", "कौन-सा कार्यालय", "किस विभाग",
            "किस मंत्रालय", "किस निकाय", "किस समिति", "किस संस्था", "किस एजेंसी", "किस कार्यालय", "ज़िम्मेदार",
            "जिम्मेदार", "उत्तरदायी", "कौन सी एजेंसी", "किनके", "के नाम", "kaun", "kisne", "kiska", "kiski",
            "kis vibhag", "kis mantralay", "zimmedar", "jimmedar", "किन निकायों", "किन कार्यालयों", "किस मंत्री",
        ],
        "bn": [
            "কে", "কারা", "কার", "কাদের", "কাকে", "কোন সংস্থা", "কোন দপ্তর", "কোন বিভাগ", "কোন মন্ত্রণালয়",
            "কোন মন্ত্রণালয়ের", "কোন কমিটি", "কোন কার্যালয়", "কোন অফিস", "দায়িত্ব কার", "দায়িত্বে",
            "নাম কী", "কোন ব্যক্তি", "ke", "kara", "kon songstha", "kon doptor", "kon bibhag",
            "kon montronaloy", "dayitwo", "কোন কোন কমিটি", "কোন কোন কার্যালয়", "কে কে",
        ],
    },
    "percent": {
        "en": [
            "percent", "per cent", "percentage", "proportion", "what share", "rate", "%",
        ],
        "vi": [
            "phần trăm", "tỷ lệ", "tỉ lệ", "phan tram", "ty le", "ti le",
        ],
        "hi": [
            "प्रतिशत", "फीसदी", "फ़ीसदी", "अनुपात", "pratishat",
        ],
        "bn": [
            "শতাংশ", "শতাংশের", "হার", "shotangsho",
        ],
    },
    "number": {
        "en": [
            "how many", "how much", "what number", "number of", "what size", "how big", "how large", "what amount",
            "what level", "which level", "what target", "size of", "total", "at least how", "minimum", "maximum",
            "what is the cost", "budget of",
        ],
        "vi": [
            "bao nhiêu", "mấy", "số lượng", "mức nào", "mức độ mấy", "quy mô", "tổng số", "bao nhieu", "may",
            "so luong", "muc nao", "quy mo",
        ],
        "hi": [
            "कितने", "कितना", "कितनी", "कितनों", "संख्या कितनी", "संख्या बताइए", "किस स्तर", "कितने स्तर", "kitne",
            "kitna", "kitni",
        ],
        "bn": [
            "কত", "কতো", "কয়টি", "কয়টা", "কতগুলি", "কতগুলো", "কতজন", "কতজনকে", "কতজনের", "কতটি", "কত নম্বর", "সংখ্যা কত",
            "koto", "koyti", "kotogulo", "kotojon", "koyta",
        ],
    },
    "document": {
        "en": [
            "which document", "what document", "which resolution", "which decision", "which plan", "which directive",
            "which circular", "which law", "which decree", "which order", "which notice", "document number",
            "what plan", "number of the document",
            "which letter", "which project",
        ],
        "vi": [
            "văn bản nào", "văn bản số nào", "nghị quyết nào", "quyết định nào", "kế hoạch nào", "chỉ thị nào",
            "thông tư nào", "nghị định nào", "công văn nào", "số hiệu", "số mấy", "số bao nhiêu", "chỉ thị số mấy",
            "luật nào", "đề án nào", "kế hoạch số", "quyết định số", "van ban nao", "nghi quyet nao",
            "quyet dinh nao", "ke hoach nao", "chi thi nao", "cong van nao", "so hieu", "so may", "ke hoach gi",
        ],
        "hi": [
            "किस दस्तावेज़", "किस दस्तावेज", "किस संकल्प", "किस निर्णय", "किस योजना", "किस निर्देश", "किस आदेश",
            "किस परिपत्र", "किस अधिसूचना", "कौन-सी योजना", "कौन सा दस्तावेज़", "कौन-सा दस्तावेज़", "कौन सा आदेश",
            "दस्तावेज़ संख्या क्या", "kis dastavez", "kis sankalp", "kis nirnay", "kis yojana", "kis aadesh",
        ],
        "bn": [
            "কোন নথি", "কোন নথির", "কোন সিদ্ধান্ত", "কোন সিদ্ধান্তের", "কোন রেজোলিউশন", "কোন রেজোলিউশনের",
            "কোন পরিকল্পনা", "কোন নির্দেশ", "কোন নির্দেশের", "কোন আদেশ", "কোন পরিপত্র", "কোন প্রজ্ঞাপন", "নম্বরটা",
            "নম্বরসহ", "নথি নম্বর", "kon nothi", "kon siddhanto", "kon porikolpona", "kon adesh",
        ],
    },
    "list": {
        "en": [
            "list", "what are", "which are", "which three", "which two", "which five", "which four", "name all",
            "what difficulties", "what measures", "which offices", "which bodies", "what technologies",
            "which technologies", "name the three",
        ],
        "vi": [
            "những", "gồm những", "bao gồm", "liệt kê", "những gì", "nhung", "gom nhung", "liet ke", "nhung gi",
            "những nội dung", "những cơ quan", "những ai", "nhung noi dung",
        ],
        "hi": [
            "कौन-कौन", "कौन कौन", "किन", "सूची", "क्या-क्या", "क्या क्या", "kaun-kaun", "kaun kaun", "kya kya",
            "kin",
        ],
        "bn": [
            "কী কী", "কি কি", "কোন কোন", "তালিকা", "কোন পাঁচটি", "কোন তিনটি", "কোন দুই", "ki ki", "kon kon",
            "talika",
        ],
    },
    "summary": {
        "en": [
            "summarise", "summarize", "summary", "main points", "what is it about",
        ],
        "vi": [
            "tóm tắt", "nội dung chính", "tom tat", "noi dung chinh",
        ],
        "hi": [
            "सारांश", "संक्षेप", "मुख्य बातें", "saransh",
        ],
        "bn": [
            "সারাংশ", "সারসংক্ষেপ", "মূল কথা", "saransho",
        ],
    },
    "often": {
        "en": ["how often", "how frequently", "how regularly", "at what intervals"],
        "vi": ["bao lâu một lần", "mấy lần", "bao nhiêu lần", "định kỳ bao lâu", "bao lau mot lan", "may lan"],
        "hi": ["कितने-कितने समय", "कितने समय पर", "कितनी बार", "कितने अंतराल", "kitni baar", "kitne samay par"],
        "bn": ["কত দিন পর পর", "কতদিন পর পর", "কতবার", "কত বার", "কত সময় পর পর", "koto din por por", "kotobar"],
    },
    "reason": {
        "en": ["why", "for what reason", "what is the reason", "the reason for"],
        "vi": ["vì sao", "tại sao", "lý do", "do đâu", "vi sao", "tai sao", "ly do"],
        "hi": ["क्यों", "किस कारण", "किस वजह", "कारण क्या", "kyon", "kyun", "kis karan"],
        "bn": ["কেন", "কী কারণে", "কারণ কী", "keno", "ki karone"],
    },
}  # fmt: skip

# "Which", before (in Vietnamese behind) a word for a kind of document.
WHICH = {
    "en": "which|what",
    "vi": "nào|nao|số mấy|so may|số nào|so nao|số bao nhiêu|so bao nhieu|gì|gi",
    "hi": "किस|किन|कौन-सा|कौन-सी|कौन-से|कौन सा|कौन सी|कौन से|kis|kaunsa|kaun sa|kaunsi|kaun si",
    "bn": "কোন|কোন্|কী|kon|ki",
}

# How far tasks have come. "tasks" must stand beside "done", "in_progress" and "open", whose words are common ones.
PROGRESS: dict[str, dict[str, list[str]]] = {
    "overdue": {
        "en": [
            "overdue", "past due", "behind schedule", "missed the deadline", "missed their deadline",
            "past the deadline",
        ],
        "vi": ["quá hạn", "trễ hạn", "chậm tiến độ", "chậm hạn", "quá thời hạn", "qua han", "tre han", "cham tien do"],
        "hi": [
            "समय-सीमा पार", "समय सीमा पार", "समय-सीमा बीत", "समय सीमा बीत", "समयसीमा बीत", "समय-सीमा से पीछे",
            "समय सीमा से पीछे", "समयसीमा से पीछे", "अतिदेय", "विलंबित", "देर से चल",
            "overdue", "samay seema paar", "samay seema beet", "samay seema se peeche",
        ],
        "bn": [
            "মেয়াদোত্তীর্ণ", "সময়সীমা পেরিয়ে", "সময়সীমা পার", "সময়সীমা পেরোনো", "মেয়াদ শেষ হয়ে", "বিলম্বিত", "পিছিয়ে আছে",
            "overdue", "shomoyshima periye", "meyad uttirno",
        ],
    },
    "tasks": {
        "en": ["task", "tasks", "obligation", "obligations", "assignments", "duties"],
        "vi": ["nhiệm vụ", "công việc", "đầu việc", "nhiem vu", "cong viec"],
        "hi": ["कार्य", "कार्यों", "काम", "कामों", "दायित्व", "दायित्वों", "karya", "kaam"],
        "bn": ["কাজ", "কাজের", "কাজগুলো", "কাজগুলোর", "কাজগুলি", "দায়িত্ব", "দায়িত্বের", "kaj", "kajer"],
    },
    "done": {
        "en": ["done", "completed", "finished", "been completed", "complete"],
        "vi": ["hoàn thành", "xong", "đã làm xong", "hoan thanh"],
        "hi": ["पूरे", "पूरा", "पूरी", "पूर्ण", "संपन्न", "poore", "pura", "purn"],
        "bn": ["সম্পন্ন", "শেষ হয়েছে", "শেষ", "সম্পূর্ণ", "shesh", "somponno"],
    },
    "in_progress": {
        "en": ["in progress", "under way", "underway", "ongoing", "being carried out"],
        "vi": ["đang thực hiện", "đang triển khai", "dang thuc hien", "dang trien khai"],
        "hi": ["चल रहे", "चल रहा", "जारी हैं", "प्रगति पर", "chal rahe", "jaari"],
        "bn": ["চলমান", "চলছে", "প্রক্রিয়াধীন", "cholche", "choloman"],
    },
    "open": {
        "en": ["open", "not started", "not yet started", "pending", "outstanding"],
        "vi": ["chưa thực hiện", "chưa bắt đầu", "chưa làm", "chưa triển khai", "chua thuc hien", "chua lam"],
        "hi": ["शुरू नहीं", "लंबित", "बाकी", "shuru nahin", "baaki"],
        "bn": ["শুরু হয়নি", "বাকি", "অসমাপ্ত", "shuru hoyni", "baki"],
    },
    # What may stand around these: with any other word a question is about something else ("overdue loans", "must be
    # completed"), which the documents may know and the register does not.
    "around": {
        "en": [
            "what", "which", "who", "how many", "how much", "is", "are", "was", "were", "has", "have", "had", "been",
            "do", "does", "did", "a", "an", "the", "of", "at", "in", "on", "for", "from", "under", "with", "and", "by",
            "there", "any", "anything", "everything", "all", "still", "now", "currently", "already", "today", "yet",
            "so far", "to date", "up to now", "it", "its", "their", "this", "that", "these", "those", "not", "list",
            "show", "tell", "me", "us", "please", "assigned to", "given to", "entrusted to", "led by", "assigned",
            "set out", "listed", "number", "total", "no", "late", "far along",
        ],
        "vi": [
            "có", "gì", "nào", "những", "các", "cái", "của", "tại", "ở", "thuộc", "trong", "theo", "đang", "đã", "bị",
            "còn", "hiện", "nay", "hiện nay", "tính đến nay", "đến nay", "hôm nay", "bây giờ", "bao nhiêu", "mấy", "là",
            "thì", "mà", "số", "số lượng", "tổng", "tổng số", "được", "được giao", "giao", "cho", "do", "chủ trì",
            "phụ trách", "chưa", "rồi", "hãy", "liệt kê", "cho biết", "việc", "này", "và", "đó", "không", "tất cả",
            "mọi",
            "co", "gi", "nao", "nhung", "cac", "cai", "cua", "tai", "o", "thuoc", "trong", "theo", "dang", "da", "bi",
            "con", "hien", "bao nhieu", "may", "la", "thi", "so", "so luong", "tong", "duoc", "duoc giao", "chu tri",
            "chua", "roi", "hay", "viec", "nay", "va", "khong", "den nay", "hom nay",
        ],
        "hi": [
            "में", "का", "की", "के", "को", "से", "पर", "ने", "क्या", "कौन", "कौन सा", "कौन सी", "कौन से", "कौन-सा", "कौन-सी",
            "कौन-से", "कौन-कौन से", "कितने", "कितनी", "कितना", "किन", "है", "हैं", "था", "थे", "थी", "हो", "हुए", "हुआ",
            "हुई", "चुके", "चुका", "चुकी", "गए", "गये", "गया", "गई", "कर", "रहे", "रहा", "अभी", "अभी तक", "अब तक", "अब",
            "आज", "आज तक", "फिलहाल", "वर्तमान", "सभी", "कुल", "और", "वे", "वह", "ये", "यह", "इनमें", "इसमें", "जो", "कोई",
            "कुछ", "भी", "सूची", "बताइए", "दिखाइए", "सौंपे", "सौंपा", "दिए", "नहीं", "संख्या", "ke", "ka", "ki", "ko", "mein",
            "se",
            "kitne", "kaun", "kaun se", "kya", "hain", "hai", "ho", "chuke", "gaye", "gaya", "kar", "ab tak", "abhi",
        ],
        "bn": [
            "এ", "এর", "তে", "র", "কী", "কি", "কী কী", "কি কি", "কে", "কোন", "কোন কোন", "কোনগুলো", "কোনগুলি", "কোনো",
            "কিছু",
            "কত", "কতটি", "কতগুলো", "কতগুলি", "কয়টি", "কয়টা", "আছে", "রয়েছে", "হয়েছে", "হয়ে", "হয়ে গেছে", "গেছে", "গিয়েছে",
            "এখনো", "এখনও", "এখন", "এখন পর্যন্ত", "আজ", "আজ পর্যন্ত", "মোট", "সব", "মধ্যে", "থেকে", "যে", "যা", "সেগুলো", "এই",
            "তালিকা", "দাও", "দিন", "বলুন", "দেখান", "দেওয়া", "অর্পিত", "নং", "নম্বর", "ও", "এবং", "টি", "koyti", "koto",
            "kon", "ki", "er", "te", "hoyeche", "ache", "geche", "ekhono",
        ],
    },
}  # fmt: skip

# Words that point back to what was said before.
LEANING = {
    "en": ["and", "what about", "how about", "it", "its", "that", "they", "their", "this", "them", "those", "these"],
    "vi": ["thế", "còn", "vậy", "nó", "đó", "này", "thì sao", "the con", "con", "thi sao"],
    "hi": [
        "और", "इसे", "इसका", "इसकी", "इसके", "उसका", "उसकी", "उसके", "वह", "यह", "इसमें", "उसमें",
        "aur", "iska", "iski", "uska", "uski", "ise",
    ],
    "bn": [
        "আর", "এবং", "এটা", "এটি", "সেটা", "সেটি", "এর", "তার", "ওটা", "এতে", "তাতে", "ওই",
        "ar", "eta", "seta", "etar", "setar",
    ],
}  # fmt: skip
