"""Words of platforms stand in the spelling that cells are compared in."""

from csatreport.answers.cells import platform_words
from csatreport.tables.fold import fold


def test_every_word_stands_folded_and_yes_is_no_no():
    told = [value for name, value in vars(platform_words).items() if name.isupper()]
    words = {word for one in told for word in ({one} if isinstance(one, str) else one)}
    assert words == {fold(word) for word in words}
    assert not platform_words.YES & platform_words.NO
