"""Money that comes in: orders, payments, prepaid balances, receipts, exceptions (PAY-01, PAY-02, PAY-03, PAY-07).

A payment is posted once, in one transaction with its entry and what it settles; money that a provider took is always
booked, and what no bill asks for becomes the payer's prepaid balance. Reads bills from `billing`; whoever takes the
money stands behind the port in `providers`.
"""
