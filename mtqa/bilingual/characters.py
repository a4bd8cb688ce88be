"""Whether Chinese characters or katakana may spell a name as it sounds: 格雷琴 and Gretchen, ポトロ and Potro."""

from __future__ import annotations

import re
from functools import lru_cache

# Sounds that Chinese and Japanese do not keep apart, or write with one another's characters.
_CLASSES = (
    ("sch", "s"), ("tch", "s"), ("zh", "s"), ("ch", "s"), ("sh", "s"), ("ts", "s"), ("ph", "f"), ("th", "t"),
    ("kh", "k"), ("gh", "k"), ("ck", "k"), ("qu", "k"), ("ng", "n"), ("x", "ks"), ("w", "f"), ("v", "f"),
    ("b", "p"), ("d", "t"), ("r", "l"), ("j", "s"), ("z", "s"), ("g", "k"), ("q", "k"), ("h", "k"),
)  # fmt: skip
# Compounds, and words that look Greek or Latin, or what a people is called, have no sound to be spelled.
_NO_SPELLING = re.compile(r"-|[A-Z].*[A-Z]|(?:ans?|ese|ish|logical|logy|tronic|ic|sis|ate|ness|esses|verse)$")
# Fewer consonants tell no name from another; further off is another name (of right ones 0.34 is the furthest).
_ENOUGH, _FAR = 3, 0.35
# What it costs to change a consonant of the name for another, to leave one out, and to put one in.
_CHANGED, _LEFT_OUT, _PUT_IN = 1.0, 0.7, 0.4
_CLOSE = {frozenset("mn"): 0.3} | {frozenset(pair): 0.5 for pair in ("kf", "ks", "pf", "ts")}
_KATAKANA = re.compile(r"[\u30a1-\u30fc]+")
# Characters that Chinese spells foreign names with, by the usual tables of transcription; names are runs of them.
_SPELLING = re.compile(
    "[阿埃艾爱安昂奥澳巴白拜班邦包保堡鲍贝本比彼毕宾滨波博勃伯布采蔡曹策查察柴昌超陈茨丛次措达大戴黛丹当道德登迪底蒂丁东杜敦顿"
    "多朵厄恩尔耳法凡范方菲费芬丰冯佛夫弗福富盖甘冈高戈哥歌格葛根贡古顾瓜圭果哈海汉翰杭豪赫黑亨洪侯胡华怀惠霍基吉季加佳贾嘉简"
    "江姜杰金京津久居卡凯坎康考柯科可克肯孔库夸奎昆拉腊莱赖兰朗劳勒雷蕾黎里理利丽莉立林琳龙隆卢鲁路伦罗洛吕马玛麦迈曼芒茂梅门"
    "蒙孟米密敏明缪摩莫墨默姆穆慕纳娜乃奈南瑙内嫩能尼妮宁纽农努诺欧帕派潘庞培佩彭蓬皮匹平泼珀普奇齐恰前乔切钦青琼丘邱屈让热日"
    "荣茹瑞若撒萨塞赛三桑瑟森沙莎山珊尚绍舍申盛圣施什史士氏舒朔斯丝思松苏索所塔泰坦汤唐陶特滕提天廷汀通透图土托陀瓦万汪旺威韦"
    "维魏温文翁沃乌武伍西希悉锡霞夏香肖小歇谢辛欣星兴休修雪逊雅亚扬杨耶叶伊依以易因英尤于约越云赞泽扎詹章哲珍芝智朱祖卓佐伽琴"
    "娅阁茜莲仓代俄关兹准别妲孙宗宽尊尧岑延恺春曾柏永灵灿焦琪真缇翠聪芙萝薇藻钱雄露顺]{2,}"
)
# What may be a romanised Japanese name, which characters do not tell the sound of.
_ROMAJI = re.compile(
    r"(?:(?:ch|sh|ts|[kgnhbpmr]y|[kgsztdnhbpmyrwjf])?[aiueo]+h?|n(?![aiueo])|m(?=[bp])|[kstp](?=[kstpc]))+"
)
# What may be a Chinese, Korean or Vietnamese name: one or two short syllables.
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|kh|ph|th|ng|nh|gi|tr|ts|qu|kw|gw|[bpmfdtnlgkhjqxrzcsyw])?[aeiouy]{1,3}(?:ng|nh|ch|[nmktplrc])?){1,3}"
)


@lru_cache(maxsize=4096)
def may_be_eastern(name: str) -> bool:
    """Whether a name may be Japanese, or one of the short ones of China, Korea and Vietnam."""
    return bool(_ROMAJI.fullmatch(name.lower()) or (len(name) <= 8 and _SYLLABLES.fullmatch(name.lower())))


def may_not_be_spelled(name: str, source: str) -> bool:
    """Whether no part of a source sounds like a name that neither Japanese nor Chinese makes."""
    told = _is_simplified(source) and not may_be_eastern(name) and not _NO_SPELLING.search(name)
    return told and len(consonants(name)) >= _ENOUGH and distance(name, source) > _FAR


def near(name: str, source: str) -> bool:
    """Whether some part of a source sounds like a name that has consonants enough to tell."""
    return len(consonants(name)) >= _ENOUGH and distance(name, source) <= _FAR


@lru_cache(maxsize=256)
def _is_simplified(source: str) -> bool:
    """Whether a text is Japanese with kana, or in simplified characters, which alone the table above has."""
    if re.search(r"[\u3041-\u30ff]", source):
        return True
    return all(char.encode("gb2312", "ignore") for char in source if "\u3400" <= char <= "\u9fff")


def distance(name: str, source: str) -> float:
    """How far the sound of a name is from the nearest part of a source, per consonant: 0 is the same."""
    wanted = consonants(name)
    if not wanted:
        return 0.0
    return min((_nearest(wanted, sound) / len(wanted) for sound in _sounds(source)), default=1.0)


@lru_cache(maxsize=4096)
def consonants(name: str) -> str:
    """The classes of a name's consonants: `Gretchen` gives `klsn`."""
    from anyascii import anyascii

    word = re.sub(r"c(?=[eiy])", "s", anyascii(name).lower())
    for old, new in _CLASSES:
        word = word.replace(old, new)
    word = re.sub(r"[^a-z]|[aeiouy]", "", word.replace("c", "k"))
    return re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=256)
def _sounds(source: str) -> tuple[str, ...]:
    """The consonants of each run of characters, and of each run of katakana."""
    from anyascii import anyascii

    found = [consonants(part) for part in _KATAKANA.findall(source)]
    for part in _SPELLING.findall(source) if not found else ():
        syllables = []
        for syllable in re.findall(r"[A-Z][a-z]*", anyascii(part)):
            word = syllable.lower()
            if word.startswith(("x", "q", "c", "j", "z", "s")):
                word = "s" + word.lstrip("xqcjzsh")
            elif word.startswith("y"):
                word = word[1:]
            syllables.append(consonants(word))
        found.append("".join(syllables))
    return tuple(part for part in found if part)


def _nearest(wanted: str, sound: str) -> float:
    """The least cost of turning `wanted` into some part of `sound`."""
    row = [0.0] * (len(sound) + 1)
    for letter in wanted:
        new = [row[0] + _LEFT_OUT]
        for place, other in enumerate(sound):
            change = 0.0 if letter == other else _CLOSE.get(frozenset((letter, other)), _CHANGED)
            new.append(min(row[place] + change, row[place + 1] + _LEFT_OUT, new[-1] + _PUT_IN))
        row = new
    return min(row)
