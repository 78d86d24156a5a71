"""Windows of the program: the picker, the customer and waiter terminals, the server's console."""
