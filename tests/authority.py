"""A certificate authority of a test's own, and servers that it vouches for."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAMES = ("localhost", "other")
"""Servers that have a certificate: the one that is called, and one under another name."""


@dataclass(frozen=True)
class OwnAuthority:
    """Its certificate, and those of the servers with their keys."""

    folder: Path

    @property
    def file(self) -> str:
        return str(self.folder / "ca.pem")

    def of(self, name: str) -> str:
        """The file with certificate and key of a server."""
        return str(self.folder / f"{name}.pem")

    def server(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.of(name))
        return context


def own_authority(folder: Path) -> OwnAuthority:
    """Made in a folder, for an hour."""
    root = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mc")])
    (folder / "ca.pem").write_bytes(signed("mc", issuer, root, root))
    for name in NAMES:
        key = ec.generate_private_key(ec.SECP256R1())
        plain = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / f"{name}.pem").write_bytes(signed(name, issuer, key, root) + plain)
    return OwnAuthority(folder)


def signed(name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, by: Any) -> bytes:
    """The certificate of ``name`` and, of an authority, nothing else; PEM."""
    now = datetime.now(UTC)
    is_authority = key is by
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .sign(by, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)
