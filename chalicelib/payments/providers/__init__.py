"""Who collects the money for us: the port, and WeChat Pay behind it. Knows no bills and no tables."""
