"""How many pixels a picture says it has. Its header is read; nothing is unpacked."""

import struct

Size = tuple[int, int]  # width, height
MOST_PARTS = 10_000  # of a header: a hostile one may have millions
# The markers of a JPEG: those that begin a frame and say its size, those that carry something
# else, and those with nothing behind them.
FRAMES = {*range(0xC0, 0xD0), 0xDE} - {0xC4, 0xC8, 0xCC}
OTHERS = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDF, *range(0xE0, 0xF0), 0xFE}
BARE = {0x00, *range(0xD0, 0xDA)}
SCAN = 0xDA  # from here on there are only pixels


def size_of(kind: str, content: bytes) -> Size:
    """Width and height of a "png" or "jpg"; zeros where its header is none.

    Of several sizes the largest counts: who unpacks it may go by any of them.
    """
    found = _png(content) if kind == "png" else _jpg(content)
    return max(found, key=lambda size: size[0] * size[1], default=(0, 0))


def _png(content: bytes) -> list[Size]:
    found: list[Size] = []
    at = 8
    for _ in range(MOST_PARTS):
        if at + 8 > len(content):
            break
        length, name = struct.unpack_from(">I4s", content, at)
        if name == b"IDAT":
            return found
        if name == b"IHDR" and at + 16 <= len(content):
            found.append(struct.unpack_from(">II", content, at + 8))
        at += 12 + length  # its length, its name, itself, a sum
    return []


def _jpg(content: bytes) -> list[Size]:
    found: list[Size] = []
    at = 2
    for _ in range(MOST_PARTS):
        at = content.find(b"\xff", at)  # rubbish between parts is skipped by readers
        if at < 0 or at + 9 > len(content):
            break
        marker = content[at + 1]
        if marker == SCAN:
            return found
        if marker in FRAMES | OTHERS:
            length, height, width = struct.unpack_from(">HxHH", content, at + 2)
            if marker in FRAMES:
                found.append((width, height))
            at += 2 + length
        elif marker in BARE:
            at += 2
        elif marker == 0xFF:  # filling
            at += 1
        else:
            break
    return []
