"""What calls a waiter to a new order: which one is new, a sound, the window raised, how loud."""
