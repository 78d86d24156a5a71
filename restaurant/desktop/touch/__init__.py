"""What a finger writes with where there are no keys: a keyboard on the screen, and the pad for a PIN."""
