"""Lists of words that tell where a name begins, and whose it is. Pure data."""

_COUNTRIES = """
美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 印度 加拿大 澳大利亚 新西兰 意大利 西班牙
荷兰 比利时 瑞士 瑞典 挪威 芬兰 丹麦 波兰 捷克 匈牙利 奥地利 爱尔兰 葡萄牙 希腊 乌克兰
土耳其 以色列 伊朗 沙特 阿联酋 埃及 南非 尼日利亚 肯尼亚 巴西 阿根廷 智利 墨西哥 越南
泰国 新加坡 马来西亚 印度尼西亚 印尼 菲律宾 缅甸 老挝 柬埔寨 巴基斯坦 孟加拉国
哈萨克斯坦 蒙古国 欧盟 立陶宛 外国 他国 该国
台湾 台湾地区 香港 澳门 香港特区 澳门特区
"""
COUNTRIES = tuple(_COUNTRIES.split())
"""Countries and regions whose bodies and laws are not those of the central state."""

_ABROAD = """
american america's british britain's uk u.k. english french france's german germany's
japanese japan's korean korea's russian russia's indian india's canadian canada's
australian australia's italian italy's spanish spain's dutch belgian swiss swedish
norwegian finnish danish polish czech hungarian austrian irish ukrainian turkish israeli
iranian saudi egyptian brazilian mexican vietnamese vietnam's thai thailand's
singaporean singapore singapore's malaysian malaysia's indonesian indonesia's philippine
pakistani lithuanian european eu eu's us u.s. united_states taiwanese taiwan's hong_kong
hong_kong's macau's foreign state federal japan korea vietnam india germany france
"""
ABROAD = tuple(_ABROAD.split())
"""The same as English puts them before a name; an underscore is a space."""

_OF_ABROAD = """
the_united_states america the_united_kingdom britain france germany japan korea
south_korea the_republic_of_korea north_korea russia the_russian_federation india canada
australia new_zealand italy spain the_netherlands belgium switzerland sweden norway
finland denmark poland hungary austria ireland ukraine turkey israel iran saudi_arabia
egypt south_africa brazil argentina mexico vietnam thailand singapore malaysia indonesia
the_philippines pakistan lithuania taiwan the_european_union hong_kong macau
"""
OF_ABROAD = tuple(_OF_ABROAD.split())
"""The same behind "of" or "in"."""

_PLACES = """
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北
湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 深圳 广州 杭州
南京 苏州 无锡 宁波 厦门 青岛 大连 武汉 成都 西安 长沙 合肥 郑州 济南 福州 沈阳 哈尔滨
长春 昆明 贵阳 南宁 南昌 石家庄 太原 兰州 西宁 银川 乌鲁木齐 拉萨 海口 珠海 东莞 佛山
"""
PLACES = tuple(_PLACES.split())
"""Provinces and large cities, which have bodies of the same names."""

_FUNCTION_WORDS = """
根据 依据 按照 依照 遵照 参照 比照 违反 适用 符合 援引 引用 参见 另见 详见 见 据 按 依
照 由 以 为 与 和 及 以及 或 或者 并 又 也 而 但 在 把 将 对 对于 从 向 给 被 经 于 自
至 到 的 地 得 之 所 了 是 即 如 有 其 该 此 本 文件 文号 发文字号 字号 执行 落实 贯彻
贯彻落实 印发 公布 发布 颁布 下发 转发 通过 废止 修改 修订 遵守 履行 触犯 构成 属于 规定
要求 依法 分别 同时 可以 应当 必须 不得 不 未 查到 看 读 问 说 称 系 用 第 条 款 项
日 月 年 号 令 公告 因 因为 除 凡 涉及 关于 有关 相关 现行 新 旧 原 其中 以下 上述 前述
此前 随后 之后 以前 之前 后 前 中 里 上 下 还 还有 包括 例如 比如 翻开
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that stand before the name of an instrument or body and are no part of it."""
