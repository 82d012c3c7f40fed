"""SMS over Amazon SNS, where a deployment asks for it by GUANJIA_SMS=sns.

Not tried against AWS. The networks of mainland China deliver only what was registered with them beforehand: a
signature, and templates that the texts keep to. A message may come twice: SNS knows no id of ours, so only what is
noted before and after sending keeps a resend away.
"""

from __future__ import annotations

import re
import threading
from typing import Any, Final

from chalicelib.channels.outgoing import Message, NoChannel
from chalicelib.config import settings

_MOBILE: Final = re.compile(r"1\d{10}")
_INTERNATIONAL: Final = re.compile(r"\+\d{8,15}")
_TRANSACTIONAL: Final = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}


class Sns:
    """The channel port over SNS; sends SMS and nothing else."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: Any = None

    def send(self, message: Message) -> None:
        """Hand one SMS over; raises NoChannel for what is none, botocore's error where SNS refuses."""
        if message.channel != "sms":
            raise NoChannel()
        self._made().publish(
            PhoneNumber=_international(message.to), Message=message.text, MessageAttributes=_TRANSACTIONAL
        )

    def _made(self) -> Any:
        """The client: made once, since it takes long, and then any thread's."""
        import boto3

        with self._lock:
            self._client = self._client or boto3.client("sns", region_name=settings().region)
            return self._client


def _international(phone: str) -> str:
    """+86 before a mobile number of the mainland; others are written whole already."""
    if _MOBILE.fullmatch(phone):
        return f"+86{phone}"
    if not _INTERNATIONAL.fullmatch(phone):
        raise NoChannel()
    return phone
