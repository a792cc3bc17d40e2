"""Passwords («пароли»): hashed by argon2id, never stored, never logged."""

import hashlib
import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data_model.errors import Refused

SHORTEST = 10
LONGEST = 200
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""19 MiB, two passes: what OWASP names as the least for argon2id."""
AT_ONCE = BoundedSemaphore(2)
"""Two at a time: a flood of attempts must not take the memory of everybody."""
COMMON = frozenset(
    """
    1234567890 0123456789 12345678910 123456789a qwertyuiop qwerty12345 1q2w3e4r5t password12
    password123 passw0rd123 йцукенгшщз йцукен12345 пароль12345 парольпароль administrator
    админ123456 дорожнаякарта методист123 школа12345 qazwsxedcrfv zaq12wsxcde iloveyou123
    """.split()  # noqa: SIM905
)
"""What is tried first; ten signs and more."""


def hash_password(password: str, login: str = "") -> str:
    """The hash to keep; Refused for a password that is easily guessed."""
    refuse_weak(password, login)
    with AT_ONCE:
        return HASHER.hash(password)


def refuse_weak(password: str, login: str = "") -> None:
    if len(password) < SHORTEST:
        raise Refused(f"Пароль короче {SHORTEST} знаков: придумайте длиннее.")
    if len(password) > LONGEST:
        raise Refused(f"Пароль длиннее {LONGEST} знаков.")
    lower = password.lower()
    if lower in COMMON or len(set(lower)) < 4 or (login and login.lower() in lower):
        raise Refused("Такой пароль легко угадать: придумайте другой.")


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is that of the hash; of nobody's hash it takes as long and is not."""
    with AT_ONCE:
        try:
            return HASHER.verify(kept or _nobody(), password[:LONGEST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobody() -> str:
    return HASHER.hash(secrets.token_hex(16))


def new_token() -> str:
    """A secret of 256 random bits, for a session."""
    return secrets.token_urlsafe(32)


CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without signs that are mistaken for one another on paper."""


def new_code() -> str:
    """A one-time code as it is printed: «K7WQ-M2XD-9TRA-H4PB», 80 bits."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(16))
    return "-".join(signs[at : at + 4] for at in range(0, 16, 4))


def digest(secret: str) -> str:
    """What is stored of a token or a code; a code may come with other dashes and case."""
    return hashlib.sha256(secret.encode()).hexdigest()


def digest_of_code(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign in CODE_SIGNS)
    return digest(plain)
