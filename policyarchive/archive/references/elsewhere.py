"""Words that place a body or a law elsewhere: in another country, or in a province.

A bare 商务部 or "Ministry of Commerce" is the central Chinese one; 德国商务部, "Indian
Ministry of Commerce" and 上海市发改委 are not. Pure.
"""

import re

# The countries and regions that policy texts set beside China; names as news print them.
_COUNTRIES = (
    "美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 印度 加拿大 澳大利亚 新西兰 意大利 西班牙 荷兰 "
    "比利时 瑞士 瑞典 挪威 芬兰 丹麦 波兰 捷克 匈牙利 奥地利 爱尔兰 葡萄牙 希腊 乌克兰 土耳其 "
    "以色列 伊朗 沙特 阿联酋 埃及 南非 尼日利亚 肯尼亚 巴西 阿根廷 智利 墨西哥 越南 泰国 "
    "新加坡 马来西亚 印度尼西亚 印尼 菲律宾 缅甸 老挝 柬埔寨 巴基斯坦 孟加拉国 哈萨克斯坦 "
    "蒙古国 欧盟 立陶宛 外国 他国 该国 台湾 台湾地区 香港 澳门 香港特区 澳门特区"
).split()
_ABROAD = (
    (
        "american america's british britain's uk u.k. english french france's german germany's "
        "japanese japan's korean korea's russian russia's indian india's canadian canada's "
        "australian australia's italian italy's spanish spain's dutch belgian swiss swedish "
        "norwegian finnish danish polish czech hungarian austrian irish ukrainian turkish "
        "israeli iranian saudi egyptian brazilian mexican vietnamese vietnam's thai thailand's "
        "singaporean singapore singapore's malaysian malaysia's indonesian indonesia's "
        "philippine pakistani lithuanian european eu eu's us u.s. united\\ states taiwanese "
        "taiwan's hong\\ kong hong\\ kong's macau's foreign state federal japan korea vietnam "
        "india germany france"
    )
    .replace("\\ ", "_")
    .split()
)
_OF_ABROAD = (
    "the_united_states america the_united_kingdom britain france germany japan korea "
    "south_korea the_republic_of_korea north_korea russia the_russian_federation india "
    "canada australia new_zealand italy spain the_netherlands belgium switzerland sweden "
    "norway finland denmark poland hungary austria ireland ukraine turkey israel iran "
    "saudi_arabia egypt south_africa brazil argentina mexico vietnam thailand singapore "
    "malaysia indonesia the_philippines pakistan lithuania taiwan the_european_union "
    "hong_kong macau"
).split()
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
    "湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 深圳 广州 杭州 "
    "南京 苏州 无锡 宁波 厦门 青岛 大连 武汉 成都 西安 长沙 合肥 郑州 济南 福州 沈阳 哈尔滨 "
    "长春 昆明 贵阳 南宁 南昌 石家庄 太原 兰州 西宁 银川 乌鲁木齐 拉萨 海口 珠海 东莞 佛山"
).split()


def _words(words: list[str]) -> str:
    spaced = (re.escape(word).replace("_", r"\s+") for word in words)
    return "|".join(sorted(spaced, key=len, reverse=True))


_ABROAD_BEFORE = re.compile(
    rf"(?:{'|'.join(_COUNTRIES)})(?:联邦|政府|国家)?$|\b(?:{_words(_ABROAD)})\s*$"
)
_ABROAD_BEHIND = re.compile(rf"\s+(?:of|in)\s+(?:{_words(_OF_ABROAD)})\b")
_PROVINCE_BEFORE = re.compile(
    rf"(?:[省市区县州盟旗]|[省市区县州]级|[省市区县州]委|各级|地方|当地|{'|'.join(_PROVINCES)})$"
)
_REACH = 24


def is_abroad(folded: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is that of another country."""
    before = folded[max(0, start - _REACH) : start]
    return bool(_ABROAD_BEFORE.search(before) or _ABROAD_BEHIND.match(folded, end))


def is_local(folded: str, start: int) -> bool:
    """Whether the word before a name says that it is that of a local body."""
    return bool(_PROVINCE_BEFORE.search(folded[max(0, start - 4) : start]))
