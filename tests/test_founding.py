"""The founding disclosure, to the character, against what a person reads in it."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from mingzhang.records import Document

# serial, name, amount as printed, indicators
PROJECTS = [
    ("1", "人才工作经费", "77.00", 13),
    ("2", "关心下一代工作经费", "3.00", 13),
    ("3", "县级、副高级职称以上退休干部管理费", "18.48", 14),
    ("4", "离休、县级及副高退休人员体检费", "23.08", 12),
    ("5", "干部关心关爱工作经费", "10.00", 13),
    ("6", "干部教育培训经费", "100.00", 13),
    ("7", "老干部服务所工作经费", "4.00", 12),
    ("8", "开斋节、两节慰问经费", "11.00", 12),
    ("9", "大组工网维护运行经费", "2.00", 11),
    ("10", "农牧民党员生活补助", "25.76", 12),
    ("11", "村（社区）组织及干部奖励基金县级配套", "11.70", 12),
    ("12", "“两新”工委工作及干部奖励及党务经费", "5.00", 12),
    ("13", "村（社区）主要干部体检经费", "3.51", 12),
    ("14", "离休老干部特困补助金", "2.00", 13),
    ("15", "离休干部办公费、特需经费", "0.60", 12),
    ("16", "离退休干部党支部书记工作补贴", "0.24", 12),
    ("17", "县党员电化教育设备维护及工作经费", "12.00", 13),
    ("18", "异地离休干部慰问经费", "1.00", 13),
    ("19", "公务员局工作经费", "12.00", 11),
    ("20", "目标办公用经费", "4.00", 11),
    ("21", "选调生到村任职专项工作经费（县级财政补充）", "20.00", 8),
    ("22", "科级及以下退休干部公用经费（含慰问金）", "0.33", 8),
    ("23", "公务员奖励奖金", "30.00", 8),
    ("24", "离休遗属取暖费", "6.24", 8),
    ("25", "科级及以下退休干部公用经费(含慰问金)", "0.33", 8),
    ("26", "公务员奖励资金", "30.00", 8),
]

# page of each project, in their order
PAGES = [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9]


def test_it_is_one_document_of_nine_pages(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT id, title, year, region_code, unit_id, file, media_type, pages, is_current FROM documents") == [
        (
            "632221-006-2023",
            "中共门源县委组织部2023年部门预算项目支出绩效目标公开表",
            2023,
            "632221",
            "632221-006",
            "中共门源县委组织部2023年部门预算项目支出绩效目标公开表.txt",
            "text/plain",
            9,
            1,
        )
    ]
    assert sql("SELECT sha256 FROM documents") == [
        ("34d5d00973559c095550b7a4471be228465b69279991f4910a35b6a3b314d4f9",)
    ]


def test_every_project_has_its_name_and_amount(sql: Callable[..., list[Any]]) -> None:
    rows = sql(
        "SELECT serial, name, amount_text, (SELECT count(*) FROM indicators WHERE project_id = projects.id)"
        " FROM projects ORDER BY position"
    )
    assert rows == PROJECTS
    fen = [row[0] for row in sql("SELECT amount_fen FROM projects ORDER BY position")]
    assert fen == [int(text.replace(".", "")) * 10_000 for _, _, text, _ in PROJECTS]
    assert sum(fen) == 413_270_000
    assert {row[0] for row in sql("SELECT step_fen FROM projects")} == {10_000}
    assert sql("SELECT amount_yuan FROM projects WHERE serial = '4'") == [(230_800.0,)]


def test_every_project_stands_on_its_page_under_its_unit(sql: Callable[..., list[Any]]) -> None:
    rows = sql("SELECT id, page, row, unit_id, year, phase FROM projects ORDER BY position")
    assert [row[1] for row in rows] == PAGES
    assert rows[0] == ("632221-006-2023-p1", 1, 5, "632221-006001", 2023, "budget")
    assert rows[3] == ("632221-006-2023-p4", 2, 3, "632221-006001", 2023, "budget")
    assert {row[3:] for row in rows} == {("632221-006001", 2023, "budget")}


def test_units_regions_and_stated_totals(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT id, code, name, level, parent_id, region_code FROM units ORDER BY id") == [
        ("632221-006", "006", "门源县委组织部", "department", None, "632221"),
        ("632221-006001", "006001", "门源县委组织部(本级)", "unit", "632221-006", "632221"),
    ]
    assert sql("SELECT code, name, parent_code FROM regions ORDER BY code") == [
        ("630000", "青海省", None),
        ("632200", "海北藏族自治州", "630000"),
        ("632221", "门源回族自治县", "632200"),
    ]
    assert sql("SELECT id, unit_id, label, amount_fen, step_fen, page, row FROM stated_totals ORDER BY id") == [
        ("632221-006-2023-total1", None, "合计", 382_940_000, 10_000, 1, 2),
        ("632221-006-2023-total2", "632221-006", "门源县委组织部", 382_940_000, 10_000, 1, 3),
        ("632221-006-2023-total3", "632221-006001", "门源县委组织部(本级)", 382_940_000, 10_000, 1, 4),
    ]


def test_form_phase_and_unit_of_money_belong_to_the_table(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT id, table_number, page_from, page_to, form, phase, money_unit FROM source_tables") == [
        ("632221-006-2023-t1", 1, 1, 9, "project_table", "budget", 10_000)
    ]


def test_goals(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT count(*), count(DISTINCT project_id), count(text) FROM goals") == [(78, 26, 78)]
    assert sql("SELECT DISTINCT position, label FROM goals ORDER BY 1") == [(1, "目标一"), (2, "目标二"), (3, "目标三")]
    assert sql("SELECT text FROM goals WHERE project_id = '632221-006-2023-p5' ORDER BY position") == [
        (
            "通过项目实施，关心关爱干部工作、生活等方面，关系关爱干部人数不低于20人，举办各类活动不低于5次，保障干部身心健康；",
        ),
        ("通过控制成本，项目年办公成本不超过一万元，其余费用均专注于关心关爱工作本身，切实提高干部权益保障；",),
        ("通过规范管理干部关心关爱档案，建立健全各项工作制度，完善工作体系，保障项目高效、长期运行。",),
    ]
    assert sql("SELECT text FROM goals WHERE id = '632221-006-2023-p22-g1'") == [("慰问人数11人，",)]


def test_indicators_by_level_and_kind(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT count(*) FROM indicators") == [(294,)]
    assert sql(
        "SELECT count(*) FROM indicators WHERE level1 = '满意度指标' AND level2 IS NULL AND text = '满意度指标：90%'"
    ) == [(26,)]
    kinds = dict(sql("SELECT kind, count(*) FROM indicators GROUP BY kind"))
    assert kinds == {"quantitative": 217, "qualitative": 51, "date": 24, "reference": 1, "missing": 1}
    levels = {(level1, level2) for level1, level2 in sql("SELECT DISTINCT level1, level2 FROM indicators")}
    assert levels == {
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
        ("效益指标", "可持续影响指标"),
        ("满意度指标", None),
    }


def test_the_indicators_of_a_project_with_markup(sql: Callable[..., list[Any]]) -> None:
    rows = sql(
        "SELECT level2, name, comparator, value_text, value, unit, due_date, kind FROM indicators"
        " WHERE project_id = '632221-006-2023-p4' ORDER BY position"
    )
    assert rows == [
        ("数量指标", "组织离、退休干部体检次数", "≥", "1次", 1, "次", None, "quantitative"),
        ("数量指标", "组织离、退休干部（县级、副高）人次", "≥", "286次", 286, "次", None, "quantitative"),
        ("数量指标", "组织离、退休干部（正厅）人次", "≥", "1人", 1, "人", None, "quantitative"),
        ("质量指标", "离、退休干部体检覆盖率", None, "100%", 100, "%", None, "quantitative"),
        ("时效指标", "组织离、退休干部体检及时率", None, "100%", 100, "%", None, "quantitative"),
        ("成本指标", "（县级、副高）人均体检成本", "≤", "800元", 800, "元", None, "quantitative"),
        ("成本指标", "（正厅）人均体检成本", "≤", "1000元", 1000, "元", None, "quantitative"),
        ("社会效益指标", "体检完成率", "≥", "90%", 90, "%", None, "quantitative"),
        ("社会效益指标", "离、退休干部权益保障提升", None, "显著提升", None, None, None, "qualitative"),
        ("可持续影响指标", "离、退休干部健康档案管理规范性", None, "规范", None, None, None, "qualitative"),
        ("可持续影响指标", "体检标准动态调整机制健全性", None, "健全", None, None, None, "qualitative"),
        (None, "满意度指标", None, "90%", 90, "%", None, "quantitative"),
    ]


def test_the_indicators_of_a_project_in_one_line(sql: Callable[..., list[Any]]) -> None:
    rows = sql(
        "SELECT level2, name, comparator, value_text, value, unit, due_date, kind FROM indicators"
        " WHERE project_id = '632221-006-2023-p24' ORDER BY position"
    )
    assert rows == [
        ("数量指标", "补助人数", None, "16人", 16, "人", None, "quantitative"),
        ("质量指标", "补助完成率", None, "100%", 100, "%", None, "quantitative"),
        ("时效指标", "购买工作完成时限", None, "2023/12/31", None, None, "2023-12-31", "date"),
        ("时效指标", "工作及时率", None, "100%", 100, "%", None, "quantitative"),
        ("成本指标", "补助标准", None, "3900元", 3900, "元", None, "quantitative"),
        ("社会效益指标", "工作落实率", None, "100%", 100, "%", None, "quantitative"),
        ("可持续影响指标", "管理规范性", None, "规范", None, None, None, "qualitative"),
        (None, "满意度指标", None, "90%", 90, "%", None, "quantitative"),
    ]


def test_special_targets(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT project_id, name, comparator, value_text, value FROM indicators WHERE kind = 'reference'") == [
        ("632221-006-2023-p1", "人才流失率", "≤", "2022年实际值", None)
    ]
    assert sql("SELECT project_id, name, comparator, value_text FROM indicators WHERE kind = 'missing'") == [
        ("632221-006-2023-p5", "关心关爱工作及时率", None, None)
    ]
    assert sql("SELECT value, unit, base_value, base_unit FROM indicators WHERE name = '人均体检成本'") == [
        (0.03, "万元", 300, "元")
    ]
    # The only project whose indicators name no date is the 21st; six deadlines are of the year before.
    dates = Counter(row[0] for row in sql("SELECT due_date FROM indicators WHERE kind = 'date'"))
    assert dates == {"2023-12-31": 17, "2022-12-31": 5, "2023-12-13": 2}


def test_headings_that_stand_empty_are_headings(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT level1, level2, count(*) FROM headings WHERE indicator_count = 0 GROUP BY 1, 2") == [
        ("效益指标", "生态效益指标", 25),
        ("效益指标", "经济效益指标", 25),
    ]
    assert sql("SELECT text, indicator_count FROM headings WHERE id = '632221-006-2023-p21-h1'") == [("产出指标", 4)]


def test_the_same_project_twice_in_a_document_is_no_series(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT serial FROM projects WHERE series_id IS NULL ORDER BY position") == [("22",), ("25",)]
    assert sql("SELECT count(DISTINCT series_id) FROM projects") == [(24,)]


def test_nothing_was_rejected(founding: Document, sql: Callable[..., list[Any]]) -> None:
    assert founding.rejects == ()
    assert sql("SELECT count(*) FROM rejects") == [(0,)]
