"""Commands of the program, in a process of their own or in this one, and four papers to call them on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Ran = subprocess.CompletedProcess[bytes]
Call = Callable[..., Ran]  # of words, with a folder, `stdin` and variables of the environment
CALL = [sys.executable, "-m", "assistant.cli"]

PAPERS = {
    "directive-12.txt": """DIRECTIVE
No. 12/CT-UBND, 3 February 2026
On the digitisation of land records

Article 1. The Department of Natural Resources shall digitise all land records before 30 September 2026.

Article 2. The province sets aside 4.5 billion dong for this work.
""",
    "ke-hoach-45.md": """# Kế hoạch số 45/KH-UBND về kết nối mạng trạm y tế

Ngày 10 tháng 3 năm 2026

## Điều 1. Nhiệm vụ

Sở Y tế hoàn thành việc kết nối mạng cho 120 trạm y tế trước ngày 15/8/2026.

## Điều 2. Báo cáo

Các huyện báo cáo kết quả vào ngày 20 hằng tháng.
""",
    "pariptra-8.txt": """परिपत्र संख्या 8/2026
विद्यालयों में पुस्तकालय का डिजिटलीकरण

धारा 1. शिक्षा विभाग 31 दिसंबर, 2026 से पहले सभी विद्यालयों के पुस्तकालय की सूची ऑनलाइन प्रकाशित करेगा।

धारा 2. प्रत्येक विद्यालय को 50,000 रुपये दिए जाएंगे।
""",
    "projnapon-19.html": """<html lang="bn"><head><title>প্রজ্ঞাপন ১৯/২০২৬</title></head><body><nav>প্রথম পাতা | যোগাযোগ</nav>
<article><h1>প্রজ্ঞাপন নং ১৯/২০২৬: কৃষক নিবন্ধন</h1>
<p>কৃষি অধিদপ্তর ৩০ জুন, ২০২৬ এর আগে সকল কৃষকের নিবন্ধন সম্পন্ন করবে। নিবন্ধনের জন্য কোনো ফি নেওয়া হবে না।</p>
<p>প্রতিটি উপজেলায় একটি করে নিবন্ধন কেন্দ্র চালু থাকবে এবং সপ্তাহে পাঁচ দিন সেবা দেবে।</p></article>
<footer>সর্বস্বত্ব সংরক্ষিত</footer></body></html>
""",
}
QUESTIONS = [
    ("By what date must all land records be digitised?", "en", "directive-12.txt", "30 September 2026"),
    ("Sở Y tế phải kết nối mạng cho các trạm y tế trước ngày nào?", "vi", "ke-hoach-45.md", "15/8/2026"),
    ("पुस्तकालय की सूची कब तक ऑनलाइन प्रकाशित होगी?", "hi", "pariptra-8.txt", "31 दिसंबर, 2026"),
    ("সকল কৃষকের নিবন্ধন কবের আগে সম্পন্ন হবে?", "bn", "projnapon-19.html", "৩০ জুন, ২০২৬"),
]


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIRECTIVES_")}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def directives(*words: str | Path, folder: Path | str = "/", stdin: bytes = b"", **changes: str) -> Ran:
    """A command in a process of its own, from a foreign folder."""
    return subprocess.run(
        [*CALL, *map(str, words)], cwd=folder, input=stdin, capture_output=True, timeout=120, env=environment(**changes)
    )


def sentence(run: Ran, status: int) -> str:
    """The one sentence on stderr of a call that failed with this status."""
    said = run.stderr.decode()
    assert run.returncode == status, said
    assert "Traceback" not in said
    assert said.startswith("directives: ")
    assert said.count("\n") == 1, said
    return said.removeprefix("directives: ").strip()
