"""What a terminal keeps on its disk.

- `outbox`: commands without an answer; `append` is how a line gets onto the disk
- `choices`: what guests chose, in the file of seed 000
- `own_orders`: the orders that are still shown here
- `kept_menu`, `photos`: what the server showed last, until it is back
"""
