"""Delivery of messages: SMS, mail, WeChat. Knows how a message leaves the house, never why it is sent (NTC-02)."""
