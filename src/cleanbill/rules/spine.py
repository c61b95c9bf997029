"""The five spinal regions of manipulation, by the words of claims and notes.

Extraspinal regions (head, limbs, rib cage, abdomen) are none of them. Words that Medicare's manual takes for two areas
(lumbosacral) are two.
"""

import re
from functools import lru_cache

_REGIONS = {
    "cervical": re.compile(r"cervic|atlant|atlas|axis|occip|neck|\bc[1-7]\b", re.IGNORECASE),
    "thoracic": re.compile(
        r"thorac|dorsal|costo-?(vertebral|transverse)|(mid|upper) back|\b[td]([1-9]|1[0-2])\b", re.IGNORECASE
    ),
    "lumbar": re.compile(r"lumb|low(er)? back|\bl[1-5]\b", re.IGNORECASE),
    "sacral": re.compile(r"sacr(um|al)|coccy|\bs[1-5]\b", re.IGNORECASE),
    "pelvic": re.compile(r"pelvi|sacro-?\s?iliac|ili(um|a)\b|innominate|\bsij?\b", re.IGNORECASE),
}


@lru_cache(maxsize=1024)
def regions(named: tuple[str, ...]) -> tuple[str, ...]:
    """The spinal regions among words, each once, from the neck down."""
    return tuple(region for region, words in _REGIONS.items() if any(words.search(name) for name in named))
