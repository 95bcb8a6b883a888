"""Words that the grammars of bodies go by, beside those of the term base: where a name ends, and what only looks like one."""

from __future__ import annotations

from functools import cache

from ingest.digits import folded
from ingest.term_words import bare, word_keys

# Vietnamese. A name ends before these; phrases first by their first word.
_VI_STOPS = """
chủ|trì phối|hợp có chịu trách|nhiệm hoàn|thành ban|hành báo|cáo trình tham|mưu rà|soát xây|dựng tổ|chức hướng|dẫn kiểm|tra
triển|khai bố|trí cấp gửi thẩm|định cập|nhật công|khai công|bố đưa thuê kết|nối tiếp|tục nghiên|cứu đề|xuất theo đôn|đốc
tổng|hợp giải|quyết phê|duyệt quyết|định yêu|cầu chỉ|đạo giao đề|nghị cho phải cần sẽ đã đang được bị không chưa là để tại về
với từ đến trước sau trong ngoài khi nếu do của các những mỗi này đó nêu như vào ở bằng nhằm thì mà cùng hằng hàng định|kỳ
chậm|nhất hoặc thuộc trực|thuộc vận|hành thực|hiện bảo|đảm đảm|bảo tăng|cường đẩy|mạnh tiếp|nhận xử|lý xem|xét khẩn|trương
rút|gọn lựa|chọn ký ký|ban thống|nhất lập mở chuyển|giao duy|trì tích|hợp sử|dụng quản|lý|nhà tạo|điều|kiện tuyên|truyền
phát|động khảo|sát thành|lập kiện|toàn tham|gia thông|báo thông|qua phát|hành thu nộp trả|lời họp làm|việc ưu|tiên nâng|cấp
lắp|đặt phủ|sóng nào nay đều cũng vẫn chỉ còn tự chủ|động căn|cứ trên dưới giữa qua sang lên ra nhận nhắc ngày tháng năm
thường|xuyên kịp|thời phân|bổ phân|công ủy|quyền mua|sắm huy|động tổ|chức|thực rà khắc|phục hỗ|trợ|các hỗ|trợ|ủy bàn
chuẩn|bị biên|soạn rút hay gồm bao|gồm đạt nói cam|kết khẳng|định nhấn|mạnh phát|biểu cho|biết chia|sẻ|dữ khai|thác
phải|có bắt|buộc kết|luận tiến|hành đăng|tải số giám|sát|việc đánh|giá|việc chấm duyệt trao tặng ứng|dụng|các đăng|ký|với
"""
# A word for a body, and the words behind it that make it something else: ban hành, bộ dữ liệu, trường hợp.
_VI_OTHERS = """
ban: hành bố đầu đêm ngày mai sơ công|bố
bộ: phận dữ tiêu chỉ|số chỉ|tiêu luật môn máy mã sưu gen thủ câu công|cụ tài|liệu lọc quy đề nhớ đồ hồ đội|xe nhận nguyên|tắc ngành
hội: nghị thảo viên họp nhập tụ thoại trường ý chợ diễn thi thề
trường: hợp thọ tồn ca phái kỳ đoạn
tổ: chức hợp tiên quốc ấm dân|phố
quỹ: đất đạo thời|gian nhà
viện: dẫn trợ phí
phòng: ngừa chống cháy bệnh khi dịch trừ chờ làm|việc họp ốc máy|chủ
sở: hữu dĩ thích đắc thú trường
cục: bộ diện
vụ: việc án mùa lợi đông xuân cháy nổ tai phạm
đoàn: kết thể viên tụ xe
đội: ngũ hình
báo: cáo hiệu động thức tin
công an: toàn
thanh tra: việc viên
đài: thọ
thuế: suất giá thu|nhập xuất nhập giá|trị môn tiêu khoán
trung tâm: của thành|phố|là
cơ quan: này đó ấy
văn phòng: phẩm
thống kê: số các tình
mặt trận: này
hải quan: điện
liên minh: châu
cán bộ: công
tập đoàn: quân
"""
# A word for a body, and the words before it that make it something else: cơ sở, nhiệm vụ, toàn bộ.
_VI_BEHIND = """
sở: cơ trụ hạ công|sở
bộ: toàn cán nội đồng tiến đảng cục tuần trước|bộ đi bách nam bắc trung tây
vụ: nhiệm dịch nghĩa chức nghiệp phục ngoại công thường thời đặc sự vì tư giáo mùa
hội: xã đại quốc cơ lễ giao
ban: ủy phê thường tiểu
phòng: quốc dự an văn đề xóa biên hải tiêu
trường: môi thị hiện quảng lập công hội nhà
đoàn: tập công sư binh quân phái
viện: bệnh học thư ủy
tổ: thủ dân
đội: quân bộ
báo: thông dự cảnh tình
quỹ: thủ ký
cục: tổng bố
xã: hợp|tác
huyện: tri
"""
# Kinds of communes and districts: "các xã đảo", "các xã vùng cao".
_VI_TERRAIN = """
đảo vùng|cao biên|giới ven|biển miền|núi nông|thôn|mới đặc|biệt|khó|khăn vùng|sâu bãi|ngang nghèo vùng|biên mới
"""
# What the collectives are made of: "các sở, ban, ngành", "các xã, phường", "các cơ quan, đơn vị".
_VI_COLLECTIVE = """
bộ|ngành bộ sở|ngành sở ban ngành địa|phương cơ|quan|nhà|nước cơ|quan|chuyên|môn cơ|quan|báo|chí cơ|quan|thông|tấn cơ|quan đơn|vị|sự|nghiệp
đơn|vị|hành|chính đơn|vị đoàn|thể hội|đoàn|thể xã phường thị|trấn đặc|khu huyện quận thị|xã thành|phố tỉnh|ủy thành|ủy tỉnh đảng|ủy cấp|ủy
trường|đại|học trường|cao|đẳng trường|học trường nhà|trường bệnh|viện trung|tâm|y|tế trạm|y|tế cơ|sở|giáo|dục|đại|học cơ|sở|giáo|dục
cơ|sở|y|tế cơ|sở|đào|tạo cơ|sở doanh|nghiệp|nhà|nước doanh|nghiệp hợp|tác|xã tổ|chức|chính|trị|-|xã|hội tổ|chức|đảng ngân|hàng|thương|mại ngân|hàng
chủ|đầu|tư phòng viện trung|tâm cục vụ tổng|công|ty tập|đoàn hiệp|hội hội công|ty|viễn|thông công|ty tòa|án cơ|quan|đảng học|viện
"""
_VI_QUALIFIERS = """
có|liên|quan liên|quan trực|thuộc cấp|tỉnh cấp|xã cấp|huyện của|tỉnh của|thành|phố trên|địa|bàn|tỉnh trên|địa|bàn|thành|phố trên|địa|bàn chuyên|môn
đảng nhà|nước thuộc|tỉnh trung|ương ở|trung|ương ở|địa|phương các|cấp tuyến|tỉnh tuyến|huyện viễn|thông công|lập trung|học|phổ|thông
trung|học|cơ|sở tiểu|học mầm|non phổ|thông trực|thuộc|trung|ương sự|nghiệp|công|lập báo|chí nhà|nước|cấp|tỉnh công|nghệ|số công|nghệ
"""
_VI_COUNTING = ("các", "mỗi", "từng", "những", "tất cả các", "toàn bộ các", "tất cả", "mọi", "toàn thể")
_VI_PLACES_BEFORE = ("tại", "ở", "bàn", "giữa", "đến", "khắp", "cho")  # before "các xã": where, not who


def _phrases(block: str) -> list[tuple[str, ...]]:
    return [tuple(key for part in word.split("|") for key in _key(part)) for word in block.split()]


def _key(word: str) -> tuple[str, ...]:
    return word_keys(folded(word).text)[:1]


@cache
def word_set(words: str, accents: bool = True) -> frozenset[str]:
    """The keys of single words, divided by blanks."""
    keys = [key for word in words.split() for key in _key(word)]
    return frozenset(keys if accents else map(bare, keys))


class Phrases:
    """Phrases to look for at a word of a list of keys, the longest first."""

    def __init__(self, phrases: list[tuple[str, ...]], accents: bool = True) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            keys = phrase if accents else tuple(bare(key) for key in phrase)
            self._by_first.setdefault(keys[0], []).append(keys)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def at(self, keys: list[str], start: int) -> int:
        """The length of the longest phrase that begins at `start`; 0 for none."""
        for phrase in self._by_first.get(keys[start], ()) if start < len(keys) else ():
            if tuple(keys[start : start + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@cache
def vietnamese_stops(accents: bool) -> Phrases:
    return Phrases(_phrases(_VI_STOPS), accents)


@cache
def vietnamese_collectives(accents: bool) -> Phrases:
    return Phrases(_phrases(_VI_COLLECTIVE), accents)


@cache
def vietnamese_qualifiers(accents: bool) -> Phrases:
    return Phrases(_phrases(_VI_QUALIFIERS), accents)


@cache
def vietnamese_counting(accents: bool) -> Phrases:
    return Phrases([tuple(key for part in words.split() for key in _key(part)) for words in _VI_COUNTING], accents)


@cache
def vietnamese_others(accents: bool) -> Phrases:
    phrases = []
    for line in _VI_OTHERS.strip().splitlines():
        head, _, tails = line.partition(":")
        first = tuple(key for part in head.split() for key in _key(part))
        phrases += [first + tail for tail in _phrases(tails)]
    return Phrases(phrases, accents)


@cache
def vietnamese_terrain(accents: bool) -> Phrases:
    return Phrases(_phrases(_VI_TERRAIN), accents)


@cache
def vietnamese_behind(accents: bool) -> dict[str, frozenset[str]]:
    """For the first word of a body: the words before it that make it a part of a longer word."""
    table = {}
    for line in _VI_BEHIND.strip().splitlines():
        head, _, before = line.partition(":")
        keys = [phrase[-1] for phrase in _phrases(before)]
        table[_key(head)[0] if accents else bare(_key(head)[0])] = frozenset(keys if accents else map(bare, keys))
    return table


@cache
def vietnamese_places_before(accents: bool) -> frozenset[str]:
    keys = [_key(word)[0] for word in _VI_PLACES_BEFORE]
    return frozenset(keys if accents else map(bare, keys))


# English. Capital words that begin sentences, headings and other things than names.
_EN_OUTSIDE = """
the a an this that these those each every all any no some both either such other another its their his her our your
in on at by from to for of with within without under over after before during until since if when where while as and or but not
is are was were be been shall must may will can could should would has have had do does did it they he she we you there here
pursuant according based proposal article clause point section chapter annex appendix paragraph item table no number part schedule
plan resolution decision directive circular notice notification order letter submission report programme project law decree
january february march april may june july august september october november december monday tuesday wednesday thursday friday
saturday sunday first second third next last only also then than more less least most about between through per via
subject re dear sir madam note sample unofficial questions copy copies signed hereby decides responsibility responsible lead
coordinating coordinate deadline task product timeline who which what whose whom how why says said new once two three four five
six seven eight nine ten inform assign request direct ask instruct ensure requires require concerned whereas however therefore
"""
# Behind "each school", "the office": these make it a part of another thing: school year, office hours.
_EN_BEHIND = """
year day hour store building staff supplies supply budget record records work week term bus book meal fee fees data
equipment number head furniture holiday desk manager card account branch room bench house gate level system website
portal plan report policy stationery worker personnel circular notification order letter document seal
"""
# These bodies may stand in small letters, where a field of work or a level is said before them.
_EN_SMALL = (
    "department ministry committee people_committee people_council board directorate police council commission "
    "sub_department administration inspectorate treasury hospital school commissionerate secretariat tax_office registry "
    "party_committee steering_committee court village_council panchayat municipality health_station authority"
)
# Whose field of work follows "on": Steering Committee on Digital Transformation.
_EN_ON = "committee steering_committee task_force commission council board subcommittee"


@cache
def english_outside() -> frozenset[str]:
    return word_set(_EN_OUTSIDE)


@cache
def english_behind() -> frozenset[str]:
    return word_set(_EN_BEHIND)


@cache
def english_small() -> frozenset[str]:
    return frozenset(_EN_SMALL.split())


@cache
def english_on() -> frozenset[str]:
    return frozenset(_EN_ON.split())
