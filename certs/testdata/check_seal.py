"""Checks a seal with other people's libraries: python3-cbor2 and python3-cryptography.

Reads JSON lines {"digits", "certificate" (DER, hex), "payload" (hex), "number", "surname"} and prints "ok" for each seal
that is right, else what is wrong.
"""
import hashlib
import json
import sys

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

REST = {0: 0, 3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6}


def read_digits(digits):
    out = b""
    while digits:
        group, digits = digits[:17], digits[17:]
        out += int(group).to_bytes(7 if len(group) == 17 else REST[len(group)], "big")
    return out


def check(line):
    sealed = read_digits(line["digits"])
    certificate = x509.load_der_x509_certificate(bytes.fromhex(line["certificate"]))
    tagged = cbor2.loads(sealed)
    if tagged.tag != 18:
        return "tag %d" % tagged.tag
    protected, unprotected, payload, signature = tagged.value
    if cbor2.loads(protected) != {1: -7, 4: hashlib.sha256(bytes.fromhex(line["certificate"])).digest()[:8]}:
        return "protected header"
    if unprotected or payload.hex() != line["payload"]:
        return "unprotected header or payload"
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    signed = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    certificate.public_key().verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
    claims = cbor2.loads(payload)
    if cbor2.dumps(claims, canonical=True) != payload:
        return "payload is not canonical"
    case = claims[-65537]
    if case[1] != line["number"] or case[3][0] != line["surname"]:
        return "claims %s" % case
    return "ok"


for text in sys.stdin:
    try:
        print(check(json.loads(text)))
    except Exception as e:
        print(type(e).__name__, e)
