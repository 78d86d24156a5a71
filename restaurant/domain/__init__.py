"""The rules of a restaurant: pure functions over values, without input, output, clock or chance."""
