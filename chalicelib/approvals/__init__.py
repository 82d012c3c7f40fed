"""The two-person rule (双人复核, REG-04), once for all: what one person has entered takes effect when a second agrees.

It knows only registered kinds: what a change of a kind would do is asked of the kind when somebody looks at it, and
done by the kind within the transaction of the agreement. Whoever asked never decides, whichever way it is called.
"""
