"""From which platform a file comes, as far as that says how its cells are to be read."""

from collections.abc import Iterable

from csatreport.tables.fold import fold

_GOOGLE = frozenset({"timestamp", "时间戳记", "時間戳記"})
_MICROSOFT = (
    frozenset({"id", "start time", "completion time"}),
    frozenset({"id", "开始时间", "完成时间"}),
    frozenset({"id", "開始時間", "完成時間"}),
)


def puts_own_words(headers: Iterable[str]) -> bool:
    """Tell whether own words stand in place of "other": in the forms of Google and Microsoft."""
    names = {fold(header) for header in headers}
    return bool(_GOOGLE & names) or any(own <= names for own in _MICROSOFT)
