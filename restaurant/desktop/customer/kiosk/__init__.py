"""A kiosk: it waits for the next guest, is left with a PIN only, and forgets who walked away."""
