"""The address of a record on a PostgreSQL server: it bears no password, and nobody reads one that does."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

SCHEME = "postgresql://"
NO_ADDRESS = "n’est pas possible ; attendu : un chemin de dossier, ou une adresse « postgresql://serveur/base »"
_ACCOUNT = re.compile("[^@/]*@")
"""What PostgreSQL's library takes for an account, even behind a question mark."""
_SECRET = {"password", "sslpassword", "oauth_client_secret"}


def wrong_with(address: str) -> str:
    """Return in French what is wrong with an address, without citing any of it; empty where nothing is."""
    if not address.startswith(SCHEME):
        return NO_ADDRESS
    rest = address.partition("://")[2]
    place, _, query = rest.partition("?")
    accounts = place.rpartition("@")[0], rest.partition("@")[0] if _ACCOUNT.match(rest) else ""
    named = {name.strip().lower() for name, _ in parse_qsl(query, keep_blank_values=True)}
    if any(":" in account for account in accounts) or named & _SECRET:
        return (
            "un mot de passe n’a pas sa place ici : retirez-le et gardez-le dans ~/.pgpass ou dans un fichier "
            "de services (service=…)"
        )
    return NO_ADDRESS if any(each.isspace() or not each.isprintable() for each in address) else ""


def place_of(address: str) -> str:
    """Return an address without what differs between its spellings: the host's case, the usual port, the order."""
    place, _, query = address.partition("://")[2].partition("?")
    server, _, base = place.partition("/")
    account, _, host = server.rpartition("@")
    said = sorted(parse_qsl(query, keep_blank_values=True))
    return f"{account}@{host.lower().removesuffix(':5432')}/{base}?{said}"
