"""The import's verbs, and its two long parts: reading a workbook, writing what it says."""
