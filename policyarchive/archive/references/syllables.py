"""The shape of a word in Hanyu Pinyin without tone marks. Pure."""

_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = (
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou"
    r"|ua|ue|ui|un|uo|a|e|i|o|u|v)"
)
_SYLLABLE = rf"(?:{_INITIAL}{_FINAL}|(?:ang|eng|ai|an|ao|ei|en|er|ou|a|e|o))"
PINYIN_WORD = rf"(?>(?:{_SYLLABLE}'?){{1,8}}(?![a-z]))"
"""A regular expression for one or more syllables written together, in lower case.

Atomic, because a word that can be read in two ways is still one word.
"""
