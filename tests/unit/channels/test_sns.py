"""SMS over SNS, on moto: what is sent to whom, and what is refused rather than swallowed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from chalicelib import config
from chalicelib.channels import outgoing
from chalicelib.channels.outgoing import Message, NoChannel

REGION = "cn-north-1"


@pytest.fixture
def sms(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A deployment whose messages go over SNS."""
    monkeypatch.setenv("GUANJIA_SMS", "sns")
    config.forget()
    outgoing.use(None)
    with mock_aws():
        yield monkeypatch
    monkeypatch.undo()
    config.forget()
    outgoing.use(None)


def sent() -> list[tuple[str, str]]:
    return [(to, text) for to, text, *_ in sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values()]


@pytest.mark.usefixtures("sms")
@pytest.mark.parametrize(("phone", "to"), [("13800000001", "+8613800000001"), ("+85251234567", "+85251234567")])
def test_a_message_goes_to_its_phone_as_the_world_writes_it(phone: str, to: str) -> None:
    outgoing.need_channel()
    outgoing.send(Message("m1", "sms", phone, "您的验证码 123456"))
    assert sent() == [(to, "您的验证码 123456")]


@pytest.mark.usefixtures("sms")
@pytest.mark.parametrize(
    "message", [Message("m1", "mail", "a@example.com", "x"), Message("m2", "sms", "no phone", "x")]
)
def test_what_sns_cannot_deliver_is_refused(message: Message) -> None:
    with pytest.raises(NoChannel):
        outgoing.send(message)
    assert sent() == []


def test_without_a_provider_every_message_is_refused_and_another_s_name_at_the_start(sms: pytest.MonkeyPatch) -> None:
    sms.delenv("GUANJIA_SMS")
    config.forget()
    with pytest.raises(NoChannel):
        outgoing.send(Message("m1", "sms", "13800000001", "x"))
    sms.setenv("GUANJIA_SMS", "pigeon")
    config.forget()
    with pytest.raises(config.BadSettings, match="GUANJIA_SMS"):
        config.settings()
