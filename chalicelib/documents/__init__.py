"""Files that the office reads and writes, without knowing what they mean: workbooks in, workbooks and papers (PDF) out.

Untrusted bytes come in here and plain values go out; what a heading or a row means is decided above (`imports`).
The heavy parts (python-calamine, XlsxWriter, fpdf2) are imported only when a file is at hand.
"""
