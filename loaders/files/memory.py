"""Memory of the process that judges returns («сборка мусора»).

A return is some thousand small values that stay or go together; none of them refers in a circle.
To look for circles after every seven hundred costs a twentieth of an intake.
"""

import gc

BETWEEN = 10_000
"""New values between two looks for circles; Python's own number is 700."""


def look_for_circles_rarely() -> None:
    """For the whole process: whoever starts a program says so, no library does."""
    _, *older = gc.get_threshold()
    gc.set_threshold(BETWEEN, *older)
