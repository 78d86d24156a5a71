"""A guest's order: where it goes, the cart, its way to the kitchen, and how far it is."""
