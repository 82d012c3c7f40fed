"""Guanjia (管家): what a residential property office runs on. Each package is one capability (ARCHITECTURE.md)."""

VERSION = "0.1.0"
