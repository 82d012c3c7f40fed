"""Reminders (催缴): who is to hear about an unpaid bill, and when. One message an owner a day at most, never a threat.

What is owed is billing's, what is said and sent is notices'. Arrears never touch access, lifts, water or power
(民法典 944).
"""
