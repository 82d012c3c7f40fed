"""The import of an office's workbook (导入, REG-07): read, list every finding, write nothing until somebody confirms.

It composes estate, people and billing, and nobody imports it. Its rules are pure: rows in, a plan and findings out.
"""
