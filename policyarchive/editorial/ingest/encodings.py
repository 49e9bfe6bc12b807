"""Reading bytes as the text they are: UTF-8, UTF-16, GBK, GB18030, Big5, Windows-1252.

Statistical detectors often take short Chinese texts for Korean or Japanese. Here the
candidates are few and each is judged by how common the characters are that it gives.
"""

import codecs
import re
from dataclasses import dataclass

from policyarchive.editorial.ingest.draft import Refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Codec, name shown. GBK before GB18030: the narrower name is the truer one.
_CHINESE = (("gbk", "GBK"), ("gb18030", "GB18030"), ("big5hkscs", "Big5"))
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
# The characters and marks that make up most of any Chinese official or news text.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"
    "也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小"
    "物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建"
    "月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长"
    "求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受"
    "联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议"
    "声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支"
    "般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王"
    "按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"
    "這個為國時來們對會發動過說產種後學經進著電裡現實點從業與關當開應還樣間數無幾義變條沒"
    "結問體題黨員資級組計論運農區強決幹戰則據處隊給門領導壓爭濟階術極聯認權證轉單風帶場車"
    "務萬達積議報類離華確張馬節話況傳許廣記觀織裝眾書復兒須際驗連斷難備辦習響約勞團歷構稱"
    "準號維劃選標寫親養層專狀廠識適屬圓調滿縣參紅細該鐵價嚴龍飛網"
    "，。、；：（）《》“”〔〕？！　·—…０１２３４５６７８９"
)
_CJK = re.compile(r"[\u3400-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.002
_LEAST_COMMON = 0.25


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and what is doubtful about the reading."""

    text: str
    encoding: str
    doubt: str = ""


def decode(data: bytes) -> Decoded:
    """Return bytes as text, or raise Refusal when they are no text."""
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data, codec, name)
    if b"\x00" in data[:4096]:
        return _utf16(data)
    try:
        return _checked(Decoded(data.decode("utf-8"), "UTF-8"))
    except UnicodeDecodeError:
        return _checked(_legacy(data))


def _strictly(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return _checked(Decoded(data.decode(codec).lstrip("\ufeff"), name))
    except UnicodeDecodeError:
        raise Refusal(
            f"It begins as {name} but breaks off inside a character; "
            "save it again as UTF-8."
        ) from None


def _utf16(data: bytes) -> Decoded:
    """UTF-16 without a mark of its byte order: the order that reads as text."""
    found = [
        Decoded(text, "UTF-16", "Nothing in the file says that it is UTF-16.")
        for codec in ("utf-16-le", "utf-16-be")
        if (text := _try(data, codec)) and not _is_noise(text)
    ]
    if not found:
        raise Refusal("This is a binary file, not a text.")
    return max(found, key=lambda decoded: _score(decoded.text))


def _legacy(data: bytes) -> Decoded:
    found = [
        Decoded(text, name)
        for codec, name in _CHINESE
        if (text := _try(data, codec)) is not None
    ]
    # UTF-16 of Chinese alone holds no zero byte.
    found += [
        Decoded(text, "UTF-16", "Nothing in the file says that it is UTF-16.")
        for codec in ("utf-16-le", "utf-16-be")
        if (text := _try(data, codec)) is not None and not _is_noise(text)
    ]
    high = sum(byte > 127 for byte in data) / len(data)
    best = max(found, key=lambda decoded: _score(decoded.text), default=None)
    if best and (_score(best.text) >= _LEAST_COMMON or high > 0.3):
        doubt = best.doubt
        if _score(best.text) < _LEAST_COMMON:
            doubt = f"Read as {best.encoding}, but few of its characters are common."
        return Decoded(best.text, best.encoding, doubt)
    if high < 0.12 and (text := _try(data, "cp1252")) is not None:
        return Decoded(text, "Windows-1252")
    raise Refusal(
        "Its characters are in no encoding known here; save it again as UTF-8."
    )


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _score(text: str) -> float:
    """The share of common characters among all that are not ASCII."""
    signs = [sign for sign in text[:20_000] if sign > "\x7f"]
    return sum(sign in _COMMON for sign in signs) / len(signs) if signs else 0.0


def _is_noise(text: str) -> bool:
    sample = text[:20_000]
    readable = len(re.findall(r"[\x20-\x7e\s]", sample)) + len(_CJK.findall(sample))
    return len(_CONTROL.findall(sample)) > 2 or readable < len(sample) * 0.6


def _checked(decoded: Decoded) -> Decoded:
    control = len(_CONTROL.findall(decoded.text))
    if control > max(8, len(decoded.text) * _MOST_CONTROL):
        raise Refusal("This is a binary file, not a text.")
    return decoded


def declared(data: bytes) -> str:
    """Return the encoding a page names for itself, if it names one."""
    match = _DECLARED.search(data[:4096])
    return match[1].decode("ascii").lower() if match else ""
