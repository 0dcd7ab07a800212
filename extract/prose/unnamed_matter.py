"""Whether words say what happened and not to what: 签订采购合同, 由县水务局 (组织完工验收), 验收时间为."""

from __future__ import annotations

import regex

from gouji.schemas.leaf import TextLeaf

HAPPENED = regex.compile(
    r"(?:完成|签订|签署|发布|发出?|下达|通过|组织|召开|确定|正式|全部|全面|顺利|并|于|的|了|令|通知书?|公告|公开|合同|协议|工程|项目|施工|采购|设备|货物|"
    r"物资|仪器|器材|运抵|运达|运到|将|把|专家组?|有关|相关|人员|进行|开展|建设|主体|安装|调试|招标|中标|开标|成交|供应商|单位|人|企业|进场|实施|开工|动工|封顶|完工|竣工|交工|启动|试运行|时间|日期|全体|为|五方|四方|参建|初步|最终|验收|到货|入库|交付|使用|移交|投入)+"
    r"(?:[（(].*[）)])?|(?:由|经|与|和|同)[^，。；]{2,30}|[^，。；]{0,12}(?:公共资源交易|政府采购|采购|交易)(?:中心|平台|网)(?:网?站)?|[^，。；]{2,40}(?:会同|牵头)[^，。；]{0,40}|[^，。；]{2,40}(?:组织|委托|对)[^，。；]{0,40}(?:竣工|完工|初步|最终|阶段)验收|(?:[省市县区乡镇州旗]级|主管部门|专家组?|第三方)*(?:初步|竣工|完工|最终|阶段)?(?:验收)?"
)
PARTIES = regex.compile(r"(?:通过|组织|完成|进行)了?(?:\p{Han}、?){0,20}?[三四五六多各]方(?:竣工|完工)?验收")
"""An acceptance by several: 通过镇、村、设计、监理、施工五方验收."""
STRIPPED = regex.compile(r"^在|\s+|[：:]|一次性?|机组|综合|\p{Han}级|联机|现场|合格")


def names_nothing(subject: TextLeaf) -> bool:
    """Returns whether the words of an event's matter name none."""
    words = STRIPPED.sub("", subject.text)
    return not words or bool(HAPPENED.fullmatch(words) or PARTIES.fullmatch(words))
