"""WeChat Pay on one machine: signs and encrypts as its v3 documents say, and misbehaves as it is told.

Holds nobody's money and knows nothing of bills. We talk to it through the real adapter, the payer through a page.
"""
