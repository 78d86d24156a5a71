"""Building blocks of every window: they know the look, and nothing of restaurants or servers."""
