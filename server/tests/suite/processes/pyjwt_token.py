"""A host's token, made with PyJWT as docs/HOSTS.md shows it. Reads what to sign from standard input."""

import json
import sys
import time
import uuid

import jwt

order = json.load(sys.stdin)
now = int(time.time())
claims = {
    "aud": "portico",
    "uid": order["uid"],
    "orgs": order["orgs"],
    "iat": now,
    "exp": now + 3600,
    "jti": str(uuid.uuid4()),
}
print(jwt.encode(claims, order["secret"], algorithm="HS256", headers={"kid": order["key_id"]}))
