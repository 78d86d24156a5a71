"""Where a restaurant's truth and the files made from it are kept."""
