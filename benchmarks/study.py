"""The workload of a supermarket chain as a study: 200 stores, 24 months, 288,342 answers.

    python benchmarks/study.py FOLDER [STORES]

The answers are those of `baseline/generate.py`, byte for byte; this writes the questionnaire and
the stores around them, so that both programs read the same files.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
GENERATOR = HERE / "baseline" / "generate.py"
ITEMS = (
    ("q1", "商品种类齐全"), ("q2", "商品新鲜度"), ("q3", "价格实惠"), ("q4", "标价清晰准确"),
    ("q5", "店员服务态度"), ("q6", "店员专业解答"), ("q7", "收银速度"), ("q8", "店内环境整洁"),
    ("q9", "退换货处理"), ("q10", "停车与交通"), ("q11", "促销活动"), ("q12", "总体满意度"),
)  # fmt: skip
FOUR = (("A", "非常满意", 3, "good"), ("B", "满意", 2, "good"), ("C", "一般", 1, "neutral"), ("D", "不满意", 0, "bad"))  # fmt: skip
THREE = (("A", "满意", 3, "good"), ("B", "一般", 1.5, "good"), ("C", "不满意", 0, "bad"))
AGES = ("18以下", "18-29", "30-44", "45-59", "60以上")


def options(scale: tuple[tuple[str, str, float, str], ...]) -> list[dict[str, object]]:
    """Return a scale as the questionnaire writes it."""
    return [
        {"code": code, "label": label, "points": points, "valence": valence}
        for code, label, points, valence in scale
    ]


def questionnaire(*, comparison: bool) -> dict[str, object]:
    """Return the questionnaire of the workload, with or without comparison on stores' pages."""
    rated = [
        {"id": name, "number": n, "text": text, "options": options(THREE if name == "q9" else FOUR)}
        for n, (name, text) in enumerate(ITEMS, start=1)
    ]
    about = [
        {"id": name, "role": "background", "text": text,
         "options": [{"code": f"c{n}", "label": label} for n, label in enumerate(labels)]}
        for name, text, labels in (("gender", "性别", ("男", "女")), ("age", "年龄", AGES))
    ]  # fmt: skip
    words = {"id": "comment", "kind": "text", "role": "comment", "text": "意见"}
    return {
        "id": "retail",
        "title": "门店顾客满意度调查",
        "every": "month",
        "units": "stores.csv",
        "columns": {"id": "id", "unit": "store", "date": "date"},
        "reports": {"periods": ["month"], "unit_level": "page", "comparison": comparison},
        "sections": [
            {"id": "rating", "title": "评价", "items": rated},
            {"id": "about", "title": "关于您", "items": [*about, words]},
        ],
    }


def write_study(folder: Path, stores: int = 200, *, comparison: bool = True) -> None:
    """Generate the answers and write the study around them."""
    work = folder / "work"
    command = [sys.executable, str(GENERATOR), str(work), "--stores", str(stores)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    config = folder / "config"
    (config / "questionnaires").mkdir(parents=True, exist_ok=True)
    (config / "study.yaml").write_text("name: 连锁超市\nlanguages: [zh-Hans]\n", encoding="utf-8")
    # JSON is YAML, and needs no care for quotes.
    text = json.dumps(questionnaire(comparison=comparison), ensure_ascii=False, indent=1)
    (config / "questionnaires" / "retail.yaml").write_text(text, encoding="utf-8")
    with (work / "stores.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with (config / "stores.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("id", "name", "parent", "kind", "region"))
        writer.writerow(("all", "全公司", "", "", ""))
        writer.writerows((r["store"], r["name"], "all", r["kind"], r["region"]) for r in rows)
    data = folder / "data" / "retail"
    data.mkdir(parents=True, exist_ok=True)
    for file in sorted((work / "responses").glob("*.csv")):
        (data / file.name).write_bytes(file.read_bytes())


if __name__ == "__main__":
    write_study(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200)
