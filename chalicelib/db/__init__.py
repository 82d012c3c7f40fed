"""Rows, transactions and pages over DynamoDB.

Capabilities declare their rows here-style and keep them private in their own `store.py`. Nothing above this package
sees PynamoDB's requests or errors; nothing in it knows a business word.
"""
