"""Web pages: the article whole, and nothing around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import load
from ingest.records import IngestError, Loaded

OFFICIAL = """<!doctype html><html lang="vi"><head><title>Quyết định mẫu | Cổng thông tin</title>
<link rel="canonical" href="https://example.org/qd-12"><meta charset="utf-8">
<meta property="article:published_time" content="2026-03-05T08:00:00+07:00">
<style>.giau{display:none} @media print{.noi-dung{display:none}}</style><script>var a = "MAT";</script></head>
<body class="has-sidebar"><form id="aspnetForm"><header><a href="/">MAT</a></header>
<nav><ul><li><a href="a">MAT</a></li></ul></nav><div class="breadcrumb">Trang chủ > MAT</div>
<div class="noi-dung"><h1>Quyết định số 12/QĐ-UBND về chuyển đổi số</h1>
<p>Căn cứ Luật Tổ chức chính quyền địa phương;<br>Xét đề nghị của Giám đốc Sở,</p>
<p class="giau">MAT</p><p style="position:absolute;left:-9999px">MAT</p><span hidden>MAT</span>
<p aria-hidden="true">MAT</p>
<p style="visibility: hidden">MAT</p><p style="font-size:0">MAT</p><p style="opacity: 0;">MAT</p>
<p class="sr-only">MAT</p>
<p style="color:#fff;background:#fff">MAT</p><noscript>MAT</noscript><template><p>MAT</p></template><!-- MAT -->
<h2>Chương I</h2><h2>QUY ĐỊNH CHUNG</h2>
<h3>Điều 1. Phạm vi điều chỉnh</h3>
<p style="opacity:0.9">Quyết định này quy định <a href="#">việc thực hiện</a> kế&shy; hoạch.</p>
<h3>Điều 2. Sở Khoa học báo cáo trước ngày 30/6/2026.</h3>
<ul><li>Việc một<ul><li>Việc con</li></ul></li><li><p>Việc hai</p></li></ul>
<figure><img src="a.jpg" alt="MAT"><figcaption>MAT</figcaption></figure>
<figure class="table"><table><caption>Bảng phân công nhiệm vụ</caption>
<tr><th rowspan="2">TT</th><th rowspan="2">Nhiệm vụ</th><th colspan="2">Thời hạn</th></tr>
<tr><th>Bắt đầu</th><th>Kết thúc</th></tr>
<tr><td>(1)</td><td>(2)</td><td>(3)</td><td>(4)</td></tr>
<tr><td colspan="4">II. Nhiệm vụ chung</td></tr>
<tr><td>1</td><td>Xây dựng<br><b>nền tảng</b></td><td rowspan="2">01/2026</td><td>6/2026</td></tr>
<tr><td>2</td><td>Đào tạo</td><td></td></tr></table></figure>
<p>Nguồn: <a href="https://example.org/goc">https://example.org/goc</a></p>
<div class="comments-list"><p>MAT bình luận</p></div></div>
<div class="related"><a href="1">MAT một</a><a href="2">MAT hai</a></div>
<aside>MAT</aside><footer>MAT</footer></form></body></html>"""


def loaded(folder: Path, page: str | bytes) -> Loaded:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return load(path)


def test_an_official_text(tmp_path: Path) -> None:
    result = loaded(tmp_path, OFFICIAL)
    assert result.title == "Quyết định số 12/QĐ-UBND về chuyển đổi số"
    assert result.source == "https://example.org/qd-12" and str(result.published) == "2026-03-05"
    assert [(b.kind, b.level, b.text) for b in result.blocks] == [
        ("heading", 1, "Quyết định số 12/QĐ-UBND về chuyển đổi số"),
        ("paragraph", 0, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
        ("paragraph", 0, "Xét đề nghị của Giám đốc Sở,"),
        ("heading", 2, "Chương I QUY ĐỊNH CHUNG"),
        ("heading", 3, "Điều 1. Phạm vi điều chỉnh"),
        ("paragraph", 0, "Quyết định này quy định việc thực hiện kế hoạch."),
        ("paragraph", 0, "Điều 2. Sở Khoa học báo cáo trước ngày 30/6/2026."),
        ("item", 0, "Việc một"),
        ("item", 0, "Việc con"),
        ("item", 0, "Việc hai"),
        ("paragraph", 0, "Bảng phân công nhiệm vụ"),
        ("heading", 2, "II. Nhiệm vụ chung"),
        ("row", 0, "1 | Xây dựng nền tảng | 01/2026 | 6/2026"),
        ("row", 0, "2 | Đào tạo | 01/2026"),
    ]
    row = result.blocks[-1]
    assert row.header == ("TT", "Nhiệm vụ", "Thời hạn Bắt đầu", "Thời hạn Kết thúc")
    assert row.cells == ("2", "Đào tạo", "01/2026", "")


NEWS = """<html><head><meta charset="utf-8"><title>{title} - Example Daily</title>
<meta property="og:title" content="{title}">
<meta property="og:url" content="https://example.org/n1"></head><body>
<header class="site"><h2>MAT</h2></header><div class="menu"><ul><li><a>MAT</a></li></ul></div>
<main><article><header><h1>{title}</h1><time datetime="2026-01-31T10:00">x</time></header>
<div class="share-buttons">MAT</div><div class="sapo">{text}</div>
<div itemprop="articleBody"><p>{text}</p><p><strong>{heading}</strong></p><p>{text} <a href="#">{text}</a></p>
<ul><li><a href="1">MAT một hai ba</a></li><li><a href="2">MAT bốn năm</a></li><li><a href="3">MAT sáu</a></li></ul>
<p>Comments (0)</p></div><div class="tags"><a>MAT</a></div></article>
<section id="comments"><h3>MAT</h3><p>MAT</p></section></main><footer>MAT</footer></body></html>"""


@pytest.mark.parametrize(
    ("title", "heading", "text"),
    [
        ("Plan for digital services", "What changes", "The department reports to the council by 15 May 2026."),
        ("Kế hoạch dịch vụ số", "Điểm mới", "Sở Nội vụ báo cáo trước ngày 15/5/2026."),
        ("डिजिटल सेवाओं की योजना", "क्या बदलेगा", "विभाग 15 मई 2026 से पहले परिषद को रिपोर्ट देगा।"),
        ("ডিজিটাল সেবার পরিকল্পনা", "কী বদলাবে", "বিভাগ ১৫ মে ২০২৬ এর আগে পরিষদে প্রতিবেদন দেবে।"),
    ],
)
def test_a_news_page(tmp_path: Path, title: str, heading: str, text: str) -> None:
    import unicodedata

    title, heading, text = (unicodedata.normalize("NFC", t) for t in (title, heading, text))
    result = loaded(tmp_path, NEWS.format(title=title, heading=heading, text=text))
    assert (result.title, result.source, str(result.published)) == (title, "https://example.org/n1", "2026-01-31")
    assert [(b.kind, b.text) for b in result.blocks] == [
        ("heading", title),
        ("paragraph", text),
        ("paragraph", text),
        ("heading", heading),
        ("paragraph", f"{text} {text}"),
    ]


def test_a_letterhead_in_a_table(tmp_path: Path) -> None:
    page = """<body><table><tr><td>ỦY BAN NHÂN DÂN<br>TỈNH MẪU</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
    <tr><td>Số: 5/KH-UBND</td><td>Tỉnh Mẫu, ngày 4 tháng 2 năm 2026</td></tr></table><p>Nội dung kế hoạch.</p></body>"""
    blocks = loaded(tmp_path, page).blocks
    assert not any(b.kind == "row" for b in blocks)
    assert [b.text for b in blocks] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH MẪU",
        "Số: 5/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Tỉnh Mẫu, ngày 4 tháng 2 năm 2026",
        "Nội dung kế hoạch.",
    ]


def test_tables_that_arrange_the_page(tmp_path: Path) -> None:
    rows = "<tr><td>Report</td><td>May</td></tr><tr><td>Audit</td><td>June</td></tr>"
    inner = f"<table><tr><th>Item</th><th>Due</th></tr>{rows}</table>"
    page = f"<body><table><tr><td><h1>Plan</h1><p>First.</p>{inner}</td></tr></table></body>"
    blocks = loaded(tmp_path, page).blocks
    assert [b.text for b in blocks] == ["Plan", "First.", "Report | May", "Audit | June"]
    assert blocks[-1].header == ("Item", "Due")


def test_hostile_pages_end_soon(tmp_path: Path) -> None:
    deep = "<div><font>" * 20_000
    blocks = loaded(tmp_path, f"<p>Text before.</p>{deep}<p>Text after.</p>").blocks
    assert [b.text for b in blocks] == ["Text before.", "Text after."]
    spans = '<tr><td rowspan="9999999" colspan="9999999">a</td><td>b</td></tr>' * 3000
    with pytest.raises(IngestError, match="cells"):
        loaded(tmp_path, f"<p>Text.</p><table>{spans}</table>")
    many = "<p>" + "<b><i>x</i></b>" * 20_000 + "</p>"
    assert loaded(tmp_path, many).blocks[0].text == "x" * 20_000
