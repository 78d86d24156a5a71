"""The open orders: which are shown, their list, and the chosen one with all that may be done with it."""
