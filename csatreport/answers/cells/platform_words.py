"""What platforms and people write where there is no answer, and for yes and no.

Every reader of cells derives its own list from these, so that a word is added in one place. All
stand here in the spelling of `csatreport.tables.fold.fold`. A word may still mean something in
one column and nothing in another: "no" is no tick among ticks, and an answer to a question.
"""

NOT_SHOWN = frozenset({"(跳过)", "(跳過)"})
"""The question was skipped by the form itself."""
LEFT_OPEN = frozenset({"(空)"})
"""It was shown, and nothing was answered."""
NOT_SHOWN_CODE, LEFT_OPEN_CODE = "-3", "-2"
"""The same as numbers, unless an option has so many points."""
NOT_AVAILABLE = frozenset({"na", "n/a"})
"""What programs write into a cell that has no value, and people where a question does not fit."""
NOT_APPLICABLE = NOT_AVAILABLE | {"不适用", "不適用"}
OWN_WORDS_ELSEWHERE = "-oth-"
"""The person wrote of their own, in another column."""
YES = frozenset({"1", "y", "yes", "true", "是", "√"})
NO = frozenset({"0", "n", "no", "false", "否"})
