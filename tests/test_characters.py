"""Misread characters are corrected; correct text is returned unchanged."""

from __future__ import annotations

import time

import pytest

from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.width import fold_width
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced


def corrected(text: str, known: tuple[str, ...] = ()) -> str:
    return correct_characters(fold_width(Traced.plain(text)), known)[0].text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("数据库运行维护和数据各份，以及租赁专线电路", "数据库运行维护和数据备份，以及租赁专线电路"),
        ("并做好合同各案工作。", "并做好合同备案工作。"),
        ("列明清单归档各查，没有随意处置", "列明清单归档备查，没有随意处置"),
        ("做好政府采购知识储各；二是多问", "做好政府采购知识储备；二是多问"),
        ("支付外包眼务项目尾款", "支付外包服务项目尾款"),
        ("及时甸项目使用部门反馈", "及时向项目使用部门反馈"),
        ("数字资源建设专顶支出", "数字资源建设专项支出"),
        ("完成项日建设方案评审", "完成项目建设方案评审"),
        ("专项资金己支付完毕", "专项资金已支付完毕"),
        ("项目末完成的原因", "项目未完成的原因"),
        ("资金投人不足", "资金投入不足"),
        ("位干城区的若千小区", "位于城区的若干小区"),
        ("发放公积金货款", "发放公积金贷款"),
        ("财政拔款及时到位", "财政拨款及时到位"),
        ("绩效目标究成情况", "绩效目标完成情况"),
        ("预算执行牵为95%", "预算执行率为95%"),
    ],
)
def test_misread_characters_in_words(read: str, meant: str) -> None:
    assert corrected(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("住房公积金信`息网络维护", "住房公积金信息网络维护"),
        ("项目对应的信 J息化监理项目", "项目对应的信息化监理项目"),
        ("三是信J急化助力效果明显", "三是信息化助力效果明显"),
        ("发放贴`憝贷款", "发放贴息贷款"),
    ],
)
def test_stray_strokes_are_removed(read: str, meant: str) -> None:
    assert corrected(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("保证单位32各编外合同工", "保证单位32名编外合同工"),
        ("订阅报刊共180冲；三是", "订阅报刊共180种；三是"),
        ("处理事件36宋，", "处理事件36宗，"),
        ("实际支出3.5方元", "实际支出3.5万元"),
        ("增值收益2.17忆元", "增值收益2.17亿元"),
        ("于2022年6月22目签订", "于2022年6月22日签订"),
        ("第一李度", "第一季度"),
        ("（丰）社会效益", "（三）社会效益"),
        ("培训48.77万入，同比", "培训48.77万人，同比"),
        ("由上年的14235入增加到15000人", "由上年的14235人增加到15000人"),
        ("采取以下三顶措施：一是", "采取以下三项措施：一是"),
        ("个别子顷启动偏晚", "个别子项启动偏晚"),
        ("孩子顶按季度制定用款计划", "该子项按季度制定用款计划"),
        ("业务科室按月上拫迸度", "业务科室按月上报进度"),
        ("合同续签幸为91.0%", "合同续签率为91.0%"),
        ("有待进-步落实", "有待进一步落实"),
        ("配置健康-体机共75台", "配置健康一体机共75台"),
        ("预算部门：澜浦具公路养护中心", "预算部门：澜浦县公路养护中心"),
        ("栖梧巾政务服务管理局", "栖梧市政务服务管理局"),
        ("己使用475万元", "已使用475万元"),
        ("据买审核，做买年度计划", "据实审核，做实年度计划"),
        ("采购项日经比选确定", "采购项目经比选确定"),
        ("加装电梯监理顷曰。", "加装电梯监理项目。"),
        ("年初顶箅293.61万元", "年初预算293.61万元"),
        ("出库检验台格率达96%", "出库检验合格率达96%"),
        ("水费实牧率为89%", "水费实收率为89%"),
        ("维修入行道945米", "维修人行道945米"),
        ("填报日期：2024年3月18H", "填报日期：2024年3月18日"),
        ("型号为2月18HB的泵", "型号为2月18HB的泵"),
    ],
)
def test_misread_characters_in_context(read: str, meant: str) -> None:
    assert corrected(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("核心(0rac1e)数据库", "核心（Oracle）数据库"),
        ("核心(0raGle)数据库", "核心（Oracle）数据库"),
        ("W1ndows操作系统", "Windows操作系统"),
        ("采用Llnux服务器", "采用Linux服务器"),
        ("MySQ1数据库", "MySQL数据库"),
        ("G1S系统", "GIS系统"),
        ("0A办公系统", "OA办公系统"),
    ],
)
def test_latin_terms(read: str, meant: str) -> None:
    assert corrected(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        *["A4纸", "B3座", "5G网络", "4S店", "k274+903", "M2", "iPhone", "GB/T 9704"],
        *["H3C设备", "O2O平台", "ISO9001", "编号51000021R000000019951"],
    ],
)
def test_codes_are_kept(text: str) -> None:
    assert corrected(text) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("根据《经费收支管理实施细则（试行）规定支出的经费", "根据《经费收支管理实施细则（试行）》规定支出的经费"),
        ("财预〔2020165号", "财预〔2020〕165号"),
        ("依据《专项资金管理办法》的规定", "依据《专项资金管理办法》的规定"),
    ],
)
def test_lost_brackets(read: str, meant: str) -> None:
    assert corrected(read) == meant


CORRECT = [
    "中心各部门根据工作需要，在完成可行性调研后提出采购依据。",
    "各项业务指标稳中有升，各级各类资金全部到位。",
    "以自主采购、货比三家的方式确定供应商，并按合同支付货款。",
    "增加了冲还贷、退款管理等7大模块，发放贴息贷款10.50亿元。",
    "联系电话：0750-3829700",
    "引入微服务+云计算架构，实缴单位净增1380家。",
    "填报人姓名：谭俊龙",
    "岚屿市恒达招标代理有限公司以公开招标的形式实施采购。",
    "2022年末结余3.2万元，其中未完成项目2个，已纳入下年预算。",
    "金额1,234.56元，累计1,234,567元，第1,2期款。",
    "本级安排12个合同，20万入库，3方签订协议。",
    "自己动手，己方与对方；货物、贷款、货款；土地与护士。",
    "请于2023年4月6日（星期四）上午9:30前报送至办公室。",
    "三顶帽子，3顷地，100公顷的林地，屋顶目前完好。",
    "白毛巾厂公司、华文具有限公司、玩具馆；自己完成，北京-上海。",
    "各项日常工作、事项日程，封顶日期；不幸为3人，薄弱环节。",
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_unchanged(text: str) -> None:
    result, changes = correct_characters(fold_width(Traced.plain(text)))
    assert (result.text, changes) == (text, [])


def test_correction_is_idempotent() -> None:
    once, _ = correct_characters(Traced.plain("做好合同各案和数据各份，使用率99,38%。"))
    assert correct_characters(once) == (once, [])


def test_a_name_of_the_document_counts_as_a_word_unless_it_is_misread() -> None:
    assert corrected("双贯标糸统运维", ("双贯标系统",)) == "双贯标系统运维"
    assert corrected("外包眼务项目", ("外包眼务项目",)) == "外包服务项目"


def test_a_change_records_its_evidence() -> None:
    text = Traced.of([Glyph(char, line=7) for char in "数据各份"])
    result, (change,) = correct_characters(text)
    assert (change.before.text, change.after, change.kind) == ("数据各份", "数据备份", "character")
    assert 0.5 < change.confidence < 1 and change.before.evidence().line == 7
    assert result.evidence().raw == "数据各份" and result.probs[0] == 1.0 and result.probs[2] == pytest.approx(change.confidence, abs=1e-3)


def row(text: str, doubt: int, prob: float, other: str) -> Traced:
    """Glyphs of a page, one of which the recogniser doubted."""
    return Traced.of(
        Glyph(char, prob if i == doubt else 0.99, ((other, 1 - prob),) if i == doubt else (), page=1) for i, char in enumerate(text)
    )


@pytest.mark.parametrize(
    ("prob", "meant"),
    [(0.6, "资金管理小组"), (0.99999, "资金管哩小组")],
)
def test_the_recognisers_alternatives_count(prob: float, meant: str) -> None:
    """A correction missing from the table comes from the recogniser's alternatives, if it was in doubt."""
    result, _ = correct_characters(row("资金管哩小组", 3, prob, "理"))
    assert result.text == meant


def test_a_long_report_takes_little_processor_time() -> None:
    text = Traced.plain("".join(CORRECT))
    correct_characters(text)
    start = time.process_time()
    for _ in range(6000 // len(text) + 1):
        correct_characters(text)
    assert time.process_time() - start < 2.0


@pytest.mark.parametrize(
    "text",
    [
        "购买现代化农业设备。", "用于购买施工材料。", "没备案的项目", "没计入预算的支出", "医疗机构置换设备。", "培训机构销售额",
        "毛巾属于耗材。", "畜牧支出占比较高。", "农牧入户指导。", "试验牧场建设", "流转20顷的耕地。", "采购三顶帐篷。", "管理水平各项日益完善。",
        "沿进入行道树一侧", "更换雨水箅子120个。", "下设各类站点3个", "所设各站", "建设各类设施", "改善文物庋藏条件。", "委托农机具管理站，", "地下没水。",
    ],
)  # fmt: skip
def test_plausible_words_are_kept(text: str) -> None:
    """Each contains a character that a row of contexts.tsv corrects in another context."""
    assert correct_characters(Traced.plain(text))[0].text == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("市政没施", "市政设施"), ("没备更新", "设备更新"), ("组织买施", "组织实施"), ("征牧率", "征收率"), ("构置设备", "购置设备"), ("巾政", "市政"),
        ("设各配置", "设备配置"), ("充买管护队伍", "充实管护队伍"), ("位干城区", "位于城区"),
        ("三顶措施", "三项措施"), ("该顷工作", "该项工作"), ("入行道维修", "人行道维修"), ("预箅执行率", "预算执行率"), ("下没3个子项目", "下设3个子项目"),
    ],
)  # fmt: skip
def test_impossible_words_are_corrected(read: str, meant: str) -> None:
    assert correct_characters(Traced.plain(read))[0].text == meant


NAMES_AND_ABBREVIATIONS = [
    "工作由局财审股、基教股共同完成", "资金拨到县森防站账上", "调解工作实行“以案定补”", "累计打井12眼，平均井深165米",
    "经县委深改委会议研究", "项目名称：县域医共体设备更新", "参加省级室间质评12次", "发现以拨代支1笔", "数据建库费36万元",
    "春旱造成2处种草图斑补播", "副支队长宫建峰任组长", "澜水县438万元、任河县392万元", "省级旅游名镇创建补助", "（3）办主播培训班7期",
    "报告甲类18例、丙类2,127例", "末级渠系仍以土渠为主", "普通街道巴音查干旗分局",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMES_AND_ABBREVIATIONS)
def test_lone_characters_of_names_and_abbreviations_are_kept(text: str) -> None:
    assert correct_characters(Traced.plain(text))[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "根据澜政办〔2022〕9号", "依据川教财〔2021〕16号文件", "按照《办法》（浦审报〔2022〕4号）", "根据岚政〔2015〕36号", "转发云教财[2023]7号",
        "印发澜教财（2023）11号文", "巾政办〔2023〕2号",
    ],
)  # fmt: skip
def test_the_issuer_of_a_document_number_is_kept(text: str) -> None:
    text = fold_width(Traced.plain(text)).text
    assert correct_characters(Traced.plain(text))[0].text == text


@pytest.mark.parametrize("text", ["表1  各指标得分情况", "附件2 各项目明细", "表3-1  各镇完成情况"])
def test_no_measure_word_follows_the_number_of_a_table(text: str) -> None:
    assert corrected(text) == fold_width(Traced.plain(text)).text


def test_a_likely_misreading_is_doubted() -> None:
    """The text stays, no change is recorded, and only the doubtful character is less probable than what it was."""
    text, changes = correct_characters(Traced.plain("整治末级渠道56公里"))
    assert (text.text, changes) == ("整治末级渠道56公里", [])
    assert text.probs[2] < 0.3 and {p for i, p in enumerate(text.probs) if i != 2} == {1.0}


def typed(text: str) -> str:
    """The text of a line of plain text, whose blanks are glyphs, after correction."""
    return correct_characters(fold_width(Traced.of([Glyph(char, line=1) for char in text])))[0].text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("创业培训\t800\t764\t95.5%", "创业培训800 764 95.5%"),
        ("临时救助             520            468            90.0%", "临时救助520 468 90.0%"),
        ("燃料及水电\t75.80\t75.80\t100.00%\t0", "燃料及水电75.80 75.80 100.00%0"),
        ("岩溶面积4 216平方公里", "岩溶面积4216平方公里"),
        ("到位2 ,621,700.0 0元", "到位2,621,700.00元"),
        ("　　培训1 4o1人次", "培训1401人次"),
    ],
)
def test_figures_of_several_cells_are_not_joined(read: str, meant: str) -> None:
    assert typed(read) == meant
