"""The role picker: three tiles, and in the corner the restaurants that were found and the language."""
