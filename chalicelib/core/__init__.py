"""The words every floor shares: money, area, period, time, ids, errors, who asks and why. Standard library only."""
