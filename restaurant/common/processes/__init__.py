"""This program's other processes.

- `children`: starting them and ending them
- `ties`: a child that ends with whoever started it
- `patience`: how long each of a chain has to end
"""
