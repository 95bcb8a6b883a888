"""Patterns of what returns, over the one-letter codes of `date_words`: cores ("hằng tháng", "every Friday") and the
pieces beside them that say on which day ("trước ngày 20", "on the last working day")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_SEP = r"(?:,_?|_&_|_?-_?|_t_)(?:p_)*"
_WEEKDAY = r"(?:B(?:_z)?|S_[dwypFx])"
_TIMES = r"(?:(?P<t>[dw])(?:_|x)?L|(?P<once>K))"
_NOT_ONE = r"(?!_?[dRwYnr])"  # "quý" before a number is one certain quarter

# Kind, codes without which it cannot match, pattern; the first that matches somewhere takes its tokens.
_CORES: tuple[tuple[str, str, str], ...] = (
    # within ten days of the end of each quarter; 05 ngày sau khi kết thúc quý; हर तिमाही की समाप्ति के 10 दिनों
    (
        "limit",
        "e",
        rf"(?P<n>[dw])_(?P<W>W_)?(?P<d>[aDA])(?P<W2>_W_W)?(?:_x)?(?:_[pFutD]){{1,3}}(?:_x)?_e_(?:u_)*(?:E_)?(?P<u>[mvqh]){_NOT_ONE}",
    ),
    ("limit", "Ee", r"E_(?P<u>[mqhy])(?:_u)?_e(?:_p)?(?:_u)?_(?P<n>[dw])_(?P<W>W_)?(?P<d>[aA])"),
    ("limit", "El", r"E_(?P<u>[mqhy])_l(?:_p)?_(?P<n>[dw])_(?P<W>W_)?(?P<d>[aA])"),
    # 6 tháng một lần, 2 tuần/lần; twice a year, 2 lần/năm; mỗi năm hai lần, साल में दो बार, বছরে দুইবার
    ("every", "L", r"(?:E_)?(?P<n>[dwn])_(?P<u>[vmkqyaD])(?:/|_[wc]_)L"),
    # once every three months; প্রতি তিন মাসে একবার, हर छह महीने में एक बार
    ("once", "", rf"{_TIMES}(?:_u)?(?:_E)?_(?P<n>[dw])_(?P<u>[vmkqyaD])"),
    ("once", "", rf"(?:E_)?(?P<n>[dw])_(?P<u>[vmkqyaD])(?:_u)?_{_TIMES}"),
    ("times", "", rf"{_TIMES}(?:/|_(?:(?:[cupE])_)*)(?P<u>[vmkqy]){_NOT_ONE}"),
    ("times", "E", rf"E_(?P<u>[vmkqyaD])(?:_u)?_{_TIMES}"),
    ("days", "ka", r"k(?:_u)?(?=(?:_[xuE]){0,3}_[dw]_a)|(?<=[dw]_a_)[cE]_k"),  # সপ্তাহে অন্তত তিন দিন, three days a week
    ("days", "kD", r"(?<=[dw]_D_)E_k|(?<=[dw]_D)/k|E_k(?=(?:_x){0,2}_[dw]_D)"),
    ("times", "", rf"(?<![dwn]_)(?P<u>[mkqy])(?:_u)?_{_TIMES}"),
    # every working day, school day; every first Monday of the month; every Friday; Mondays; every 31 March
    ("working", "E", r"E_(?:W_[aD]|A|D_W_W)"),
    ("every", "EX", r"E_X_(?P<u>a)"),
    ("nth", "EB", r"E_(?P<nth>[flO])_B(?P<month>_(?:u_)*[mv])?"),
    ("nth", "ES", r"E_S_[dwypFx]_(?P<nth>[fl])(?:_z)?_v"),
    ("nth", "mB", r"(?<![FrMYEdwn]_)m_(?:u_)*(?P<nth>[flO])_B"),  # माह के अंतिम शनिवार, মাসের প্রথম রবিবার
    ("nth", "mB", r"(?P<nth>[flO])_B_u_(?:u_)*m(?![_-]?[dM])"),  # the last Friday of the month
    ("weekdays", "EB", rf"E_(?P<other>Q_)?{_WEEKDAY}(?:{_SEP}{_WEEKDAY})*(?:_(?:u_)*(?:E_)?k)?"),
    ("weekdays", "ES", rf"E_(?P<other>Q_)?{_WEEKDAY}(?:{_SEP}{_WEEKDAY})*(?:_(?:u_)*(?:E_)?k)?"),
    ("weekdays", "P", rf"P(?:{_SEP}P)*"),
    ("yearday", "EM", r"E_d(?:_?o)?_?(?:u_)?M(?!,?_?(?:u_)?Y)"),
    ("months", "EM", rf"E_M(?:{_SEP}M)*(?![_-]?d|,?_?(?:u_)?Y)"),
    ("every", "E", r"E_(?:(?P<n>[dwOQ])_)?(?P<u>[akmhji]|[Dvqy](?![_-]?[dRY])|y(?=_d))"),
    ("every", "Q", r"Q_(?P<u>[k])"),
    # báo cáo quý, 6 tháng và hằng năm
    ("every", "qy", r"(?<=q,_)(?P<n>d)_(?P<u>v)(?=(?:,_|_&_)(?:E_)?y)"),
    ("every", "qy", r"(?<=q,_d_v,_)(?P<u>y)(?!_?[dYn])"),
    ("every", "qy", r"(?<=q,_d_v_&_)(?P<u>y)(?!_?[dYn])"),
    ("quarter", "vq", rf"v_[fl](?:_z)?_(?:u_)?q(?:_F)*{_NOT_ONE}"),
    ("adjective", "q", r"(?P<u>q)(?=_x)"),  # तिमाही समीक्षा
    ("word", "C", r"(?P<r>C)"),
    # পরবর্তী মাসের ৭ তারিখ, माह की 10 तारीख, the 7th of the following month, ngày 05 của tháng kế tiếp
    ("monthday", "mT", r"(?<![FrMYEdwn]_)(?:(?P<next>F)_)?m_(?:u_)*(?P<day>d)(?:_?o)?_T"),
    ("monthday", "mF", r"(?P<day>d)_?o_u_(?:u_)*(?P<next>F)_m"),
    ("monthday", "DvF", r"D_(?P<day>d)_(?:u_)?v_(?P<next>F(?:_F)+)"),
)

_YEARDAY = r"(?:D_)?(?:d[/-]d(?![/-])|d(?:_?o)?_?(?:u_)*M|d_(?:u_)?v_d|M_(?:u_)?d(?:_?o)?(?!\d))"
_MONTH = r"(?:v_(?:d|w)|M)"
_BEFORE_DAY = r"(?:(?P<h>[fl])_m_(?:u_)*|(?P<hnext>F)_[mq]_(?:u_)*)?"  # के अंतिम माह की, পরবর্তী মাসের
_PERIOD = r"(?:(?P<next>F)_)?[vmqk](?P<next2>(?:_F)+)?"
_BEHIND_DAY = (  # of the last month of the quarter, của tháng đầu quý sau, of the following month
    rf"(?:_(?:u_)*(?:(?:v_(?P<v>[fl])(?:_z)?|(?P<m>[fl])_m)(?:_(?:u_)*(?:E_)?{_PERIOD})?"
    rf"|{_PERIOD.replace('next', 'then')}))?"
)
_DAYS = rf"(?:D_d(?:{_SEP}(?:D_)?d)*|(?:T_)?d_?o(?:_[aT])?(?:{_SEP}(?:u_)?d_?o(?:_[aT])?)*|[dw]_T|[fO]_[aT])"

# Kind, recurrences that it may belong to, pattern; the most particular first.
_PIECES: tuple[tuple[str, str, str], ...] = (
    ("weekdays", "weekly", rf"{_WEEKDAY}(?:{_SEP}{_WEEKDAY})*"),
    ("nth", "monthly", r"(?P<nth>[fOl])_B|S_[dwypFx]_(?P<nth2>[fl])(?:_z)?(?:_v)?"),
    ("yearday", "yearly half-yearly quarterly", rf"{_YEARDAY}(?:{_SEP}{_YEARDAY})*"),
    ("monthend", "yearly half-yearly", r"(?:[el]_(?:u_)*M|l_v_d|M(?:_m)?(?:_u)*_[el])"),
    ("month", "yearly half-yearly", rf"{_MONTH}(?:{_SEP}{_MONTH})*"),
    (
        "workday",
        "monthly quarterly half-yearly",
        rf"{_BEFORE_DAY}(?:(?P<nth>[fOl])_(?:W_[aD]|A)|D_W_W_(?P<nth2>[fl])(?:_z)?){_BEHIND_DAY}",
    ),
    ("lastday", "monthly quarterly half-yearly", rf"{_BEFORE_DAY}(?:l_[aT]|D_l(?:_z)?){_BEHIND_DAY}"),
    ("day", "monthly quarterly half-yearly", rf"{_BEFORE_DAY}{_DAYS}{_BEHIND_DAY}"),
    ("edge", "monthly quarterly half-yearly yearly", r"[el](?!_[dwaABTWmkqL])"),
)
_TIGHT = r"_(?:[upt]_)*$"
_LOOSE = r"_?[,(]_?(?:[upt]_)*$"
_RIGHT = r"(?:_?-?[uT])*(?:_?[,(:-])?_?(?:[uptT#j]_)*"
_WHOLE = r"(?![/.-]?[dnY])(?!_?(?:u_)?(?:v_d|M))(?!,?_?(?:u_)*(?:y_)?Y)"  # no date of one certain year


def cores(codes: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Kind and pattern of the cores that can stand in a line with these codes."""
    held = set(codes)
    if held.isdisjoint("ECLKPQevlqkBm"):
        return
    for kind, needs, pattern in _compiled_cores():
        if held.issuperset(needs):
            yield kind, pattern


@cache
def _compiled_cores() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    return tuple((kind, frozenset(needs), re.compile(pattern)) for kind, needs, pattern in _CORES)


@cache
def pieces(recurrence: str, where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and pattern of the pieces `where` beside a core: "tight" or "loose" before it, or "right" of it.

    The group `piece` is the piece itself, without the small words between it and the core.
    """
    made = []
    for kind, recurrences, pattern in _PIECES:
        if recurrence in recurrences.split() and not (kind == "edge" and where == "loose"):
            gap = {"tight": _TIGHT, "loose": _LOOSE}.get(where)
            regex = rf"(?<![/.\d-])(?P<piece>{pattern}){gap}" if gap else rf"{_RIGHT}(?P<piece>{pattern}){_WHOLE}"
            made.append((kind, re.compile(regex)))
    return tuple(made)


@cache
def yearday() -> re.Pattern[str]:
    """A day and its month."""
    return re.compile(_YEARDAY)
