"""The receipt, read back from its PDF as whoever gets it would."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from chalicelib.core.limits import CAPITALS_MOST_FEN
from chalicelib.core.money import NotMoney
from chalicelib.payments.papers.receipt import DoesNotAddUp, ReceiptLine, ReceiptPaper, draw, paged, yuan
from tests.builders.receipts import a_receipt, receipt_lines


def pages(receipt: ReceiptPaper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(draw(receipt))).pages]


def test_a_receipt_says_everything_on_one_page() -> None:
    (page,) = pages(a_receipt(lines=receipt_lines(2)))
    for words in (
        "收款收据",
        "示例物业服务有限公司",
        "交款人 业主甲",
        "房屋 示例花园 3幢2单元1502室",
        "收款编号 P20261031-7K3F9Q2M",
        "No. D00017-0003",
        "收费项目 账期 金额（元）",
        "物业服务费 2026年1月 236.40",
        "公共水电分摊费 2026年2月 253.93",
        "以下空白",
        "合计（大写） 人民币肆佰玖拾元零叁角叁分 ¥490.33",
        "收款方式 现金",
        "收银 王秀兰",
        "收款单位（盖章）",
        "扫码核验",
        "guanjia.example",
    ):
        assert words in page
    assert "预存" not in page
    assert "页" not in page


def test_the_time_is_that_of_shanghai() -> None:
    assert "收款时间 2026年11月01日 00:05" in pages(a_receipt())[0]


def test_what_was_prepaid_is_a_line_of_its_own() -> None:
    (page,) = pages(a_receipt(prepaid_fen=100_00))
    assert "预存 计入预存余额 100.00" in page
    assert "人民币叁佰叁拾陆元肆角整 ¥336.40" in page


def test_a_receipt_of_prepayment_alone_has_that_line() -> None:
    (page,) = pages(a_receipt(lines=(), prepaid_fen=500_00))
    assert "预存 计入预存余额 500.00" in page
    assert "人民币伍佰元整 ¥500.00" in page


def test_without_a_book_number_it_says_that_one_is_being_given() -> None:
    (page,) = pages(a_receipt(book_number=None))
    assert "收据号正在编制，" in page
    assert "No." not in page


@pytest.mark.parametrize("name", ["𠮷田茂", "䶮㛃", "王𬱖", "龘", "欧阳𨋢·Müller"])
def test_a_name_outside_gbk_prints_right(name: str) -> None:
    assert f"交款人 {name}" in pages(a_receipt(payer_name=name))[0]


def test_a_name_that_no_face_has_is_shown_by_number() -> None:
    assert "交款人 王〔U+2A6D6〕" in pages(a_receipt(payer_name="王𪛖"))[0]


def test_long_names_are_folded_and_not_cut() -> None:
    payer = "甲甲甲甲、乙乙乙乙、丙丙丙丙、丁丁丁丁、示例街道示例山社区股份经济合作社示例发展服务中心（有限合伙）"
    item = "物业服务费（含公共区域保洁、绿化养护、秩序维护、共用设施设备日常运行及维修养护，按建筑面积计收）" * 2
    (page,) = pages(a_receipt(payer_name=payer, lines=(ReceiptLine(item, "2026年10月", 1),)))
    joined = re.sub(r"[\s]", "", page)
    assert payer in joined
    assert item[:60] in joined
    assert item[-60:] in joined


def test_twelve_lines_and_a_prepayment_stand_on_one_page() -> None:
    assert len(pages(a_receipt(lines=receipt_lines(12), prepaid_fen=50_00))) == 1


@pytest.mark.parametrize(("count", "sheets"), [(13, 1), (14, 2), (52, 3), (200, 11)])
def test_many_lines_go_on_with_the_head_repeated_and_the_pages_counted(count: int, sheets: int) -> None:
    receipt = a_receipt(lines=receipt_lines(count))
    found = pages(receipt)
    assert len(found) == sheets
    for number, page in enumerate(found, 1):
        assert "交款人 业主甲" in page
        assert "收费项目 账期 金额（元）" in page
        assert f"第 {number} 页，共 {sheets} 页" in page or sheets == 1
        assert ("接下页" in page) == ("¥" not in page) == (number < sheets)
    amounts = [amount for page in found for amount in re.findall(r"月 ([\d,]+\.\d\d)", page)]
    assert amounts == [yuan(line.amount_fen) for line in receipt.lines]


def test_the_greatest_amount_stands_beside_its_words() -> None:
    receipt = a_receipt(lines=(ReceiptLine("物业服务费", "2026年10月", CAPITALS_MOST_FEN),))
    assert "玖仟玖佰玖拾玖元玖角玖分 ¥999,999,999,999.99" in pages(receipt)[0]


def test_the_same_receipt_is_the_same_bytes_whenever_it_is_drawn() -> None:
    receipt = a_receipt(lines=receipt_lines(30), payer_name="𠮷田")
    assert draw(receipt) == draw(receipt)
    assert draw(receipt) != draw(a_receipt(paid_at=datetime(2026, 10, 31, tzinfo=UTC)))


def test_a_receipt_stays_small() -> None:
    assert len(draw(a_receipt())) < 40_000
    assert len(draw(a_receipt(lines=receipt_lines(200), payer_name="𠮷田"))) < 80_000


def test_a_receipt_that_does_not_add_up_is_not_drawn() -> None:
    with pytest.raises(DoesNotAddUp):
        draw(a_receipt(total_fen=1))


def test_less_than_nothing_is_not_received() -> None:
    with pytest.raises(NotMoney):
        draw(a_receipt(lines=receipt_lines(1, amount_fen=-1)))


@pytest.mark.parametrize(
    ("fen", "words"), [(0, "0.00"), (5, "0.05"), (1_234_50, "1,234.50"), (10_000_000_00, "10,000,000.00")]
)
def test_figures_have_two_decimals_and_thousands(fen: int, words: str) -> None:
    assert yuan(fen) == words


@pytest.mark.parametrize("count", range(60))
def test_every_row_stands_on_one_page_in_its_order(count: int) -> None:
    sheets = paged([10] * count, room=100, last=45)
    assert [place for sheet in sheets for place in range(count)[sheet]] == list(range(count))
    assert all(len(range(count)[sheet]) <= 10 for sheet in sheets)
    assert len(range(count)[sheets[-1]]) in range(1 if count else 0, 5)


def test_a_row_that_is_taller_than_a_page_still_ends() -> None:
    assert paged([500, 500], room=100, last=45) == [slice(0, 1), slice(1, 2)]
