"""Words that bound the names of bodies in Hindi and Bengali, where the word for the kind of body comes last."""

from __future__ import annotations

import re
from functools import cache

from ingest.digits import folded
from ingest.term_words import word_keys

# A name does not reach back over these.
_STOPS = {
    "hi": """
ने को से में पर तक द्वारा लिए साथ बाद पहले दौरान तहत अनुसार अंतर्गत संबंध बारे ओर तरफ़ बीच भीतर अंदर बाहर ऊपर नीचे सहित बिना सामने समक्ष पास
यह वह ये वे इस उस इन उन इसे उसे इसके उसके इसका इसकी उसका उसकी उनके उनका उनकी इनके इनका इनकी जो जिस जिन जिसके जिसमें जिनमें कि यदि तो ही भी नहीं न मत
है हैं था थी थे हो होगा होगी होंगे हुआ हुई हुए होना होने होता होती होते रहा रही रहे गया गई गए गयी गये जाए जाएगा जाएगी जाएँ जाएँगे जाता जाती जाते
कर करें करेगा करेगी करेंगे करना करने करके करता करती करते किया की। किए कीं दिया दी दिए दें देगा देगी देंगे देना देने लिया ली लें लेगा लेंगे लेना रखें
रखेगा रखेंगे भेजें भेजेगा भेजेंगे बनाएगा बनाएँ चाहिए सकता सकती सकते कहा बताया बोलते साथ-साथ हालाँकि इसलिए ताकि जैसे जब तब अब अभी फिर वहाँ यहाँ जहाँ
एक दो तीन चार पाँच छह सात आठ नौ दस दोनों कुछ कई अनेक अन्य अपने अपनी अपना स्वयं केवल सिर्फ़ मात्र लगभग क़रीब प्रति वाले वाली वाला वालों नए नई नया नये पुराने
तथा-पि एवं-भी बशर्ते अतः अलावा अतिरिक्त रूप स्तर माह महीने वर्ष साल दिन सप्ताह तिमाही सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर दिनांक तारीख़ तिथि बजे क्रमांक संख्या धारा खंड अनुच्छेद बिंदु अनुसूची परिशिष्ट
आदेश परिपत्र अधिसूचना प्रतिवेदन रिपोर्ट सूची प्रमाण पत्र जानकारी आँकड़े प्रगति समीक्षा विवरण दस्तावेज़ निर्णय संकल्प निर्देश प्रस्ताव विषय प्रतिलिपि
समस्या काम कार्य बैठक सम्मेलन लक्ष्य राशि करोड़ लाख रुपये प्रतिशत आवेदन शिकायत फ़ाइलें पोर्टल कॉमरेड श्री श्रीमती जनरल लेफ्टिनेंट डॉ मार्गदर्शन
अगर यद्यपि क्योंकि जिसे जिससे जिसका जिसकी उन्हें इन्हें हमें हम आप मैं मुझे उसने इसने उन्होंने इन्होंने जिन्हें किन्हीं संचालित निर्मित गठित आयोजित स्थापित नियुक्त तैनात शेष अलग
तुरंत तत्काल शीघ्र नियमित रूप से हेतु वास्ते प्रतिदिन प्रतिमाह मासिक साप्ताहिक त्रैमासिक वार्षिक अर्धवार्षिक उपस्थित शामिल संबंधी जारी लागू पूरा पूर्ण
सदस्य सदस्यों प्रतिनिधि प्रतिनिधियों बशर्ते इनमें उनमें किसी कोई किस कौन क्या कब कहाँ कितने कितना कैसे क्यों बल्कि लेकिन परंतु किंतु मगर या अथवा
""",
    "bn": """
এই সেই ওই ঐ তার তাঁর তাদের তাঁদের এর এতে তাতে যা যে যার যাতে যদি তবে কিন্তু তাই এবং-ও অথবা বা না নয় নেই হয় হয়ে হবে হয়েছে হয়েছিল হতে হলে হলো হওয়া
করে করবে করবেন করা করতে করার করেছে করেছেন করেন করুন করলে করিয়া দেবে দেবেন দিতে দেওয়া দিয়ে দিয়েছে দিয়েছেন নেবে নেওয়া রাখবে রাখবেন রাখা পাঠাবে পাঠাবেন
পাঠাতে জানাবে জানাবেন থাকবে থাকবেন থাকে আছে ছিল ছিলেন আছেন বলেন বলেছেন জানিয়েছে জন্য থেকে পর্যন্ত মধ্যে মাধ্যমে সঙ্গে সাথে কাছে নিকট পরে আগে পূর্বে
দ্বারা কর্তৃক অনুযায়ী অনুসারে অধীন অধীনে বিষয়ে সম্পর্কে সংক্রান্ত সম্পর্কিত উপর ওপর দিকে পক্ষে পক্ষ হিসেবে হিসাবে ছাড়া সহ প্রতি সমেত বরাবর
এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ কিছু কয়েক অনেক অন্য অন্যান্য নিজ নিজস্ব শুধু কেবল মাত্র প্রায় নতুন পুরোনো বর্তমান এখন তখন যখন যেখানে সেখানে
জানুয়ারি জানুয়ারী ফেব্রুয়ারি ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর সাল সালের তারিখ তারিখে মাস মাসের বছর দিন সপ্তাহ ত্রৈমাসিক
শনিবার রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার নং নম্বর স্মারক ধারা দফা অনুচ্ছেদ তফসিল ছক বিষয় প্রজ্ঞাপন পরিপত্র আদেশ নির্দেশ নির্দেশিকা প্রতিবেদন
সিদ্ধান্ত রেজোলিউশন পরিকল্পনা-নং তালিকা তথ্যাদি অগ্রগতি প্রস্তাব আবেদন সনদ হিসাব কাজ সভা বৈঠক লক্ষ্য টাকা কোটি লাখ শতাংশ অনুলিপি জেনারেল জনাব ডা মাসিক সাপ্তাহিক
বার্ষিক প্রতিদিন নিয়মিত অবিলম্বে দ্রুত লিখিত লিখিতভাবে সমন্বিত সদস্য সদস্যরা প্রতিনিধি প্রতিনিধিরা কোন কোনো কে কারা কী কত কবে কেন কীভাবে
""",
}
# These are said of every body of a kind and belong to what is found.
_EACH = {
    "hi": "सभी समस्त प्रत्येक हर सकल संबंधित सम्बन्धित सब",
    "bn": "সকল সব প্রতিটি প্রত্যেক সমস্ত সংশ্লিষ্ট সব-কটি",
}
_JOIN = {"hi": "एवं और तथा व", "bn": "ও এবং"}
# Behind a word for a body these make it a part of something else: मंत्रालय भवन, বিভাগ পর্যায়.
_BEHIND = {
    "hi": "भवन पुल मॉडल परिसर समय स्तर स्तरीय प्रणाली परिवर्तन हस्ताक्षर व्यवस्था शासित सत्र वर्ष कोड पद्धति पद्धतियों संचालित",
    "bn": "ভবন সেতু সেতুতে মডেল পর্যায় পর্যায়ের পর্যায়ে সময় প্রাঙ্গণ কপি ব্যবস্থা",
}
# Without a field of work, a level or an owner before them, these are common words.
NEEDY = frozenset(
    "officer secretary head deputy_head team centre school hospital fund association alliance section station mission "
    "corporation company institute academy agency board cooperative bank council university college committee federation "
    "government_of administration laboratory library clinic group_company enterprise trust foundation museum battalion "
    "delegation court treasury engineer inspector manager controller adviser coordinator general_secretary president "
    "administrator secretariat newspaper observatory sub_department village_head management_board assembly "
    "executive_committee deputy_party_secretary additional_secretary authority police registrar storekeeper panchayat "
    "superintendent command office service_point directorate health_complex commission procuracy inspectorate chairman "
    "general_department vice_chairman director deputy_director commissioner standing_committee sectors party_committee "
    "registry customs_office tax_office".split()
)
# Unknown words before these are a place or the name of the body: हनोई पार्टी समिति, हथकरघा विभाग.
NAMED = frozenset(
    "ministry department directorate commission board corporation institute academy council authority mission fund bank "
    "committee steering_committee university association company federation party_committee people_committee assembly "
    "people_council standing_committee government_of municipality city_corporation police panchayat village_council "
    "union_council district_council upazila_council administration agency task_force general_department alliance "
    "foundation trust commissionerate court management_board".split()
)
# Before these another body may stand: अस्पताल अधीक्षक, आयुक्त कार्यालय, মেডিকেল কলেজ হাসপাতাল.
FOLLOWERS = frozenset(
    "office section team committee hospital standing_committee secretariat task_force library laboratory steering_committee "
    "delegation management_board board council court".split()
)
# Subjects of directives may be said of these: "डिजिटल साक्षरता मिशन".
THEMED = frozenset(
    "centre team task_force board mission fund committee steering_committee section authority commission institute "
    "corporation directorate department laboratory agency council".split()
)
# Their owner may be a field of work: "प्रोजेक्ट 06 के कार्य समूह".
OWNED = frozenset("task_force steering_committee committee team board commission minister council".split())
# Office holders who need no field of work, so that one before them is an object of the sentence.
WHOLE = frozenset(
    "principal civil_surgeon collector deputy_commissioner divisional_commissioner upazila_officer prime_minister "
    "block_officer tehsildar subdivisional_officer chief_minister governor mayor village_head village_secretary "
    "police_superintendent chief_medical_officer block_education_officer rector education_officer agriculture_officer".split()
)
# Levels that a place stands before: लाम डोंग प्रांत, মেঘবতী বিভাগীয়.
_PLACE_LEVELS = {
    "hi": "प्रांत प्रदेश शहर संभाग संभागीय ज़िला नगर तहसील विकासखंड जनपद राज्य सिटी महानगर",
    "bn": "প্রদেশ প্রদেশের শহর শহরের বিভাগীয় জেলা জেলার উপজেলা উপজেলার নগর সিটি রাজ্য রাজ্যের",
}
# Said alone these stand for a body named before: "the Department", "the Commissioner".
_ALONE = {
    "hi": frozenset(
        "department ministry directorate commission commissioner collector director secretary minister chairman police "
        "superintendent coordinator".split()
    ),
    "bn": frozenset(
        "ministry directorate commission commissioner director minister chairman police administration inspectorate".split()
    ),
}
# With none but unknown words before it, this is a place: মেঘবতী বিভাগ.
_PLACES = {"hi": frozenset(), "bn": frozenset(("department", "station", "union_level"))}
_GENITIVE = {"hi": frozenset(("का", "के", "की")), "bn": frozenset()}
# Unknown words that end so are forms of verbs, or nouns in a case of their own.
_VERBS = {
    "hi": re.compile(r"(?:ेगा|ेगी|ेंगे|ेंगी|एगा|एगी|एंगे|एँगे|ाना|ाने|करने|करना|होने|कर|ओं|ों|ते|िए|ाई|ाए|ाया)$"),
    "bn": re.compile(r"(?:বেন|ছেন|ছে|লেন|ল|তে|কে|য়ে|যে|বে|র|েরা|গুলো|গুলি|টি|টিতে|িয়ে)$"),
}


def _keys(words: str) -> frozenset[str]:
    return frozenset(word_keys(folded(word).text)[0] for word in words.split())


@cache
def stops(language: str) -> frozenset[str]:
    return _keys(_STOPS[language])


@cache
def each(language: str) -> frozenset[str]:
    return _keys(_EACH[language])


@cache
def joins(language: str) -> frozenset[str]:
    return _keys(_JOIN[language])


@cache
def behind(language: str) -> frozenset[str]:
    return _keys(_BEHIND[language])


def genitive(language: str) -> frozenset[str]:
    return _GENITIVE[language]


@cache
def place_levels(language: str) -> frozenset[str]:
    return _keys(_PLACE_LEVELS[language])


def alone(language: str) -> frozenset[str]:
    return _ALONE[language]


def places(language: str) -> frozenset[str]:
    return _PLACES[language]


def is_verb(word: str, language: str) -> bool:
    return _VERBS[language].search(word) is not None
