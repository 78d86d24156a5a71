"""Which language, and how it says things.

- `strings`: sentences by their keys, from the language files
- `spoken`: which language this computer and its restaurant speak
- `writing`: numbers, sums, times and days as a language writes them
- `hours_words`: opening hours as people say them
"""
