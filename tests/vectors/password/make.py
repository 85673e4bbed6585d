"""Vectors of `docs/spec/password.md`."""

from collections.abc import Iterator

from tests.vectors.generate import Vector, accepted, fixed, refused

SALT = fixed("salt", 16)
LOGINS = {
    "plain": ("a login in normal form", "mesange"),
    "spaces-and-case": ("surrounding spaces and capitals", "  Mesange.Bleue "),
    "full-width": ("full-width letters become plain ones", "ｍｅｓａｎｇｅ"),
    "no-break-space": ("a no-break space around becomes a space, and goes", "\u00a0mesange\u00a0"),
    "kelvin": ("the Kelvin sign becomes a k", "\u212aestrel"),
    "shortest": ("three characters", "a-1"),
    "longest": ("thirty-two characters", "a" * 32),
    "digit-first": ("a digit comes first", "7ans"),
}
BAD_LOGINS = {
    "empty": ("no login", ""),
    "spaces-only": ("nothing but spaces", "   "),
    "two-characters": ("too short", "ab"),
    "thirty-three": ("too long", "a" * 33),
    "accent": ("an accent", "mésange"),
    "dotless-i": ("a letter whose lower case has a mark", "\u0130stanbul"),
    "dot-first": ("a dot comes first", ".mesange"),
    "inner-space": ("a space inside", "mes ange"),
    "at-sign": ("an address", "m@example.org"),
    "tab": ("a tab is not a space", "\tmesange"),
    "newline-after": ("a line feed at the end", "mesange\n"),
    "cyrillic": ("a Cyrillic letter that looks Latin", "m\u0435sange"),
    "surrogate": ("a lone surrogate", "mesange\ud800"),
    "zero-width": ("a zero-width space inside", "mes\u200bange"),
}
PASSPHRASES = {
    "composed": ("accents composed", "forêt d’été à l’abri"),
    "decomposed": ("the same, decomposed: the same bytes come out", "fore\u0302t d’e\u0301te\u0301 a\u0300 l’abri"),
    "ligature": ("a ligature becomes its letters", "oﬃce du matin"),
    "full-width": ("full-width digits become plain ones", "１２３ soleil"),
    "emoji-zwj": ("a family of emoji keeps its joiners", "👩‍👧 au jardin"),
    "spaces": ("runs of spaces become one, and those around go", "  abri   bleu  "),
    "no-break-space": ("a no-break space is a space", "abri\u00a0bleu"),
    "ideographic-space": ("an ideographic space is a space", "abri\u3000bleu"),
    "tab-kept": ("a tab is kept", "abri\tbleu"),
    "one-character": ("one character is a passphrase; whether it is strong enough is another question", "a"),
    "longest": ("1,024 bytes", "é" * 512),
    "long-spaces": ("over 1,024 bytes as typed, under in normal form", "abri" + " " * 2000 + "bleu"),
    "case-kept": ("case is kept", "Abri BLEU"),
}
BAD_PASSPHRASES = {
    "passphrase-empty": ("no passphrase", ""),
    "passphrase-only-spaces": ("nothing but spaces", " \u00a0\u3000 "),
    "passphrase-1025": ("1,025 bytes", "a" * 1025),
    "passphrase-grows": ("512 bytes as typed, over 1,024 in normal form", "\ufdfa" * 60),
    "passphrase-high-surrogate": ("a lone high surrogate", "abri\ud83d"),
    "passphrase-low-surrogate": ("a lone low surrogate", "\udc00abri"),
    "passphrase-swapped-surrogates": ("a pair of surrogates the wrong way round", "\udc00\ud83d"),
}
KDFS = {
    "kdf-zero": ("an id below the table", 0, 1, SALT),
    "kdf-unknown": ("an id above the table", 3, 1, SALT),
    "kdf-256": ("an id that does not fit its byte", 257, 1, SALT),
    "kdf-older": ("an older derivation than the one this device used", 1, 2, SALT),
    "kdf-short-salt": ("a salt of 15 bytes", 1, 1, SALT[:-1]),
    "kdf-long-salt": ("a salt of 17 bytes", 1, 1, SALT + b"\x00"),
    "kdf-empty-salt": ("no salt", 1, 1, b""),
}


def vectors() -> Iterator[Vector]:
    """Yield the vectors of this word."""
    for name, (comment, login) in LOGINS.items():
        yield accepted(f"login-{name}", comment, "password.normalise_login", login=login)
    for name, (comment, login) in BAD_LOGINS.items():
        yield refused(f"login-{name}", comment, "password", "password.normalise_login", login=login)
    for name, (comment, text) in PASSPHRASES.items():
        yield accepted(f"passphrase-{name}", comment, "password.normalise_passphrase", passphrase=text)
    for name, (comment, text) in BAD_PASSPHRASES.items():
        yield refused(name, comment, "password", "password.normalise_passphrase", passphrase=text)
    for kdf_id in (1, 2):
        comment = f"the parameters of id {kdf_id}"
        yield accepted(f"kdf-{kdf_id}", comment, "password.check_kdf", kdf_id=kdf_id, salt=SALT, least_kdf_id=kdf_id)
    for name, (comment, kdf_id, least, salt) in KDFS.items():
        given = {"kdf_id": kdf_id, "salt": salt, "least_kdf_id": least}
        yield refused(name, comment, "kdf-refused", "password.check_kdf", **given)
    yield from derivations()


def derivations() -> Iterator[Vector]:
    """Yield derivations, whole and in part."""
    for kdf_id, login in ((1, "mesange"), (2, "mesange"), (1, "mesange2")):
        comment = f"the salt bound to id {kdf_id} and login {login}"
        given = {"kdf_id": kdf_id, "login": login, "salt": SALT}
        yield accepted(f"salt-{kdf_id}-{login}", comment, "password.argon2_salt", **given)
    for name, (login, text) in {
        "plain": ("mesange", "forêt d’été à l’abri"),
        "as-typed": (" Mesange", "fore\u0302t  d’e\u0301te\u0301 a\u0300 l’abri "),
        "other-login": ("merle", "forêt d’été à l’abri"),
    }.items():
        comment = f"a whole derivation, {name.replace('-', ' ')}"
        given = {"login": login, "passphrase": text, "kdf_id": 1, "salt": SALT}
        yield accepted(f"derive-{name}", comment, "password.derive", **given)
    given = {"login": "mesange", "passphrase": "abri", "kdf_id": 2, "salt": SALT}
    yield accepted("derive-second", "a whole derivation with id 2", "password.derive", **given)
    given = {"login": "mesange", "passphrase": "abri", "kdf_id": 9, "salt": SALT}
    yield refused("derive-unknown", "refused before anything is derived", "kdf-refused", "password.derive", **given)
