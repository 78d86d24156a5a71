"""The menu as a guest reads it: tiles with photos, wishes and a filter, the chosen dish at their side."""
