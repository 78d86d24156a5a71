"""What the two terminals share.

running                 how a terminal is run for real: its folder, its server, its end
links                   the link of a window, and what is done beside it
remedies                what helps where there is no link
link_state              how the link is, in words
where                   asks a person where the server is
pairing, pin_check      a code and a PIN, asked and proven; code_field is where the code is typed
order_line, question    a line of an order, and the words of a question that its dish asks
status                  the colours of what becomes of an order
"""
