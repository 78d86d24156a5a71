"""Names of photos: whatever a menu or the network says, they stay in their folder."""

import pytest

from restaurant.common.photo_names import photo_type


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("pizza.jpg", "image/jpeg"),
        ("Pizza Margherita (große).JPEG", "image/jpeg"),
        ("crème.brûlée.png", "image/png"),
        ("soup.gif", "image/gif"),
        ("soup.webp", "image/webp"),
    ],
)
def test_photos(name: str, media_type: str) -> None:
    assert photo_type(name) == media_type


@pytest.mark.parametrize(
    "name",
    [
        "", ".jpg", "..", "../secret.jpg", "a/b.jpg", "a\\b.jpg", "C:b.jpg", "a\0.jpg", "a\n.jpg",
        ".hidden.png", "con.jpg", "NUL.png", "com1.tar.jpg", "lpt9 .gif", "secret.key", "menu.json",
        "picture.svg", "x" * 120 + ".jpg", "what?.jpg", "jpg",
    ],
)  # fmt: skip
def test_what_is_no_photo(name: str) -> None:
    assert photo_type(name) is None
