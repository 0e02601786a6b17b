"""Checks of texts: copied from another project, boilerplate, doubled characters, serials, what the blank form left behind."""

from typing import Any

import pytest

from tests.checks.documents import failed, of, outcomes, project, summaries, table

pytestmark = pytest.mark.together

QUALITY = "一、产出指标 (二)质量指标 1. "


def test_a_text_with_a_word_of_another_projects_name_is_asked_about(built: Any) -> None:
    _, sql = built(
        a__txt=table(
            project("两节慰问经费", "目标一：走访老党员", f"{QUALITY}慰问政策知晓率90%", serial="1"),
            project("村干部体检经费", "目标一：体检一次", f"{QUALITY}慰问政策知晓率90%", serial="2"),
            project("会议费", "目标一：开会", f"{QUALITY}工作完成率100%", serial="3"),
            project("差旅费", "目标一：出差", f"{QUALITY}工作完成率100%", serial="4"),
        )
    )
    assert failed(sql, "copied-from-another-project") == ["p2-i1"]
    (summary,) = summaries(sql, "copied-from-another-project")
    assert "“村干部体检经费”写“慰问政策知晓率90%”" in summary
    assert "“慰问”" in summary
    roles = sql("SELECT role, record_id FROM finding_evidence WHERE finding_id LIKE '%copied%' ORDER BY position")
    assert [(role, record.split("-", 4)[-1]) for role, record in roles] == [
        ("text", "p2-i1"),
        ("same-text", "p1-i1"),
        ("named", "p1"),
    ]
    assert ("passed", "the same text, with no word that is the other project's alone") in outcomes(
        sql, "copied-from-another-project"
    )


def test_a_long_name_is_copied_whatever_its_target(built: Any) -> None:
    _, sql = built(
        a__txt=table(
            project("关心关爱工作经费", "", f"{QUALITY}关心关爱工作及时率", serial="1"),
            project("干部教育培训经费", "", f"{QUALITY}关心关爱工作及时率100%", serial="2"),
            project("会议经费", "", f"{QUALITY}培训次数≥3次", serial="3"),
            project("培训经费", "", f"{QUALITY}培训次数≥1次", serial="4"),
        )
    )
    assert failed(sql, "copied-from-another-project") == ["p2-i1"]


def test_a_copied_sentence_of_a_goal_is_asked_about(built: Any) -> None:
    sentence = "培训干部的覆盖率要达到100%"
    _, sql = built(
        a__txt=table(
            project("干部教育培训经费", f"目标一：{sentence}；", serial="1"),
            project("服务所工作经费", f"目标一：服务老同志；{sentence}", serial="2"),
        )
    )
    assert failed(sql, "copied-from-another-project") == ["p2-g1"]


def test_general_words_synonyms_and_words_of_many_names_are_no_copies(built: Any) -> None:
    rows = [
        project(f"党员{kind}费", "", f"{QUALITY}党员覆盖率100%", serial=str(at))
        for at, kind in enumerate("甲乙丙丁戊己", 1)
    ]
    _, sql = built(
        a__txt=table(
            *rows,
            project("电教设备", "", f"{QUALITY}党员覆盖率100% 2. 补助落实情况：完成", serial="7"),
            project("书记补贴", "", f"{QUALITY}补助发放次数≥1次", serial="8"),
            project("生活补助", "", f"{QUALITY}补助发放次数≥1次", serial="9"),
        )
    )
    assert failed(sql, "copied-from-another-project") == []


def test_texts_of_other_documents_are_no_copies(built: Any) -> None:
    one = table(project("两节慰问经费", "", f"{QUALITY}慰问政策知晓率90%"))
    other = table(project("村干部体检经费", "", f"{QUALITY}慰问政策知晓率90%"))
    _, sql = built(a__txt=one, b__txt=other)
    assert failed(sql, "copied-from-another-project") == []


def test_a_sentence_of_three_projects_is_told_with_the_money(built: Any) -> None:
    sentence = "建立长效机制，保障项目长期运行效果"
    _, sql = built(
        a__txt=table(
            project("甲", f"目标一：{sentence}；{sentence}。", amount="1", serial="1"),
            project("乙", f"目标一：开会三次。目标二：{sentence.replace('，', ',')}", amount="2.5", serial="2"),
            project("丙", f"目标一：{sentence}", amount="若干", serial="3"),
            project("丁", "目标一：组织干部参加省里的培训", amount="8", serial="4"),
            project("戊", "目标一：组织干部参加省里的培训", amount="8", serial="5"),
        )
    )
    (summary,) = summaries(sql, "boilerplate-goal")
    assert "有 1 句" in summary
    assert "3 个项目、3.50 万元（另有 1 个项目的金额没有读出）" in summary
    assert sentence in summary
    assert outcomes(sql, "boilerplate-goal")["passed", "it stands in one or two projects"] == 1


def test_sentences_of_several_documents_are_in_a_table_of_their_own(built: Any) -> None:
    _, sql = built(
        a__txt=of(("目标一：建立健全长效机制；只在这里写的一句话", "")),
        b__txt=of(("目标一：建立健全长效机制", ""), ("", "")),
    )
    assert sql("SELECT sentence, documents, projects, amount_yuan, amounts_unread FROM shared_sentences") == [
        ("建立健全长效机制", 2, 2, 20000.0, 0)
    ]
    assert summaries(sql, "boilerplate-goal") == []


def test_doubled_characters_are_told_wherever_they_stand(built: Any) -> None:
    _, sql = built(
        a__txt=table(
            project("慰问慰问经费", "目标一：掌握村干部干部健康状况", f"{QUALITY}工作及及时率100% 2. 涉及及时率100%"),
            project("项目目标", "目标一：以及及时发放", serial="2"),
        )
    )
    assert sorted(failed(sql, "repeated-characters")) == ["p1", "p1-g1", "p1-i1"]


def numbered(*serials: str) -> str:
    return table(*(project(f"项目{at}", "目标一：甲乙", serial=serial) for at, serial in enumerate(serials)))


def test_a_missing_and_a_repeated_serial_are_told(built: Any) -> None:
    _, sql = built(a__txt=numbered("1", "2", "4", "4", "8"))
    assert summaries(sql, "serial-gap") == ["项目的序号缺 3，4 出现 2 次，缺 5—7。"]


def test_serials_in_order_or_begun_again_are_none(built: Any) -> None:
    again = table(
        project("甲", "目标一：子", serial="1"),
        project("乙", "目标一：丑", serial="2"),
        "008\t某处\t9",
        project("丙", "目标一：寅", serial="1"),
    )
    on = table(
        project("甲", "目标一：子", serial="1"),
        project("乙", "目标一：丑", serial="2"),
        "008\t某处\t9",
        project("丙", "目标一：寅", serial="3"),
    )
    _, sql = built(a__txt=numbered("1", "2", "3"), b__txt=again, c__txt=on, d__txt=numbered("1", "2", "3", "1", "2"))
    assert outcomes(sql, "serial-gap") == {("passed", "the numbers run on"): 1}
    assert failed(sql, "serial-gap") == []


def test_what_the_blank_form_left_is_told(built: Any) -> None:
    _, sql = built(
        a__txt=of(
            ("目标一：说明完成情况（100字以内）", f"{QUALITY}XX合格率≥90% 2. 合格率≥90%"),
            ("目标一：3×5米的展板", f"{QUALITY}活动（如：讲座）≥3次"),
        )
    )
    assert failed(sql, "prompt-text-left") == ["p1-g1", "p1-i1"]
