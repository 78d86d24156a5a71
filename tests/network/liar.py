"""A machine that lies on mDNS, as its own program: garbage, crowds, and false places of a real restaurant."""

import os
import random
import socket
import sys
import time
from typing import Any

from zeroconf import (  # type: ignore[attr-defined]
    DNSAddress,
    DNSOutgoing,
    DNSPointer,
    DNSService,
    DNSText,
    ServiceInfo,
)
from zeroconf.const import (
    _CLASS_IN,
    _CLASS_UNIQUE,
    _FLAGS_AA,
    _FLAGS_QR_RESPONSE,
    _TYPE_A,
    _TYPE_PTR,
    _TYPE_SRV,
    _TYPE_TXT,
)

from restaurant.protocol.finding import SERVICE

GROUP = ("224.0.0.251", 5353)
CROWD = 2000
FALSE_PLACES = ("127.0.0.1", "0.0.0.0", "224.0.0.9", "255.255.255.255", "240.0.0.1")


def main(identity: str, dead: str) -> None:
    """Lies until the input ends: about the restaurant of that identity too, at a place that is dead."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
        dice = random.Random(4)
        sock.bind(("", 0))
        send_all(sock, [dice.randbytes(dice.randrange(1, 1400)) for _ in range(500)])
        for number in range(CROWD):
            send_all(sock, answer(f"{number:032x}", f"Fake {number}", "10.99.0.66"))
        send_all(sock, answer("e" * 32, "Bad\x07\u202e\nname" + "x" * 100, "10.99.0.66"))
        send_all(sock, answer("not an identity", "Nobody", "10.99.0.66"))
        send_all(sock, answer(identity, "Liar", *FALSE_PLACES, dead))
        print(f"lied as {os.getpid()}", flush=True)
        sys.stdin.read()


def answer(identity: str, name: str, *places: str) -> list[bytes]:
    """What a server of that identity would send."""
    instance, server = f"{identity}.{SERVICE}", f"restaurant-{identity}.local."
    texts = ServiceInfo(SERVICE, f"x.{SERVICE}", properties={"id": identity, "name": name}).text
    out: Any = DNSOutgoing(_FLAGS_QR_RESPONSE | _FLAGS_AA)
    now, mine = time.time() * 1000, _CLASS_IN | _CLASS_UNIQUE
    for record in (
        DNSPointer(SERVICE, _TYPE_PTR, _CLASS_IN, 4500, instance, now),
        DNSService(instance, _TYPE_SRV, mine, 120, 0, 0, 5000, server, now),
        DNSText(instance, _TYPE_TXT, mine, 4500, texts, now),
        *(DNSAddress(server, _TYPE_A, mine, 120, socket.inet_aton(p), created=now) for p in places),
    ):
        out.add_answer_at_time(record, 0)
    return list(out.packets())


def send_all(sock: socket.socket, packets: list[bytes]) -> None:
    """All of them, to everybody."""
    for packet in packets:
        sock.sendto(packet, GROUP)


if __name__ == "__main__":
    main(*sys.argv[1:3])
